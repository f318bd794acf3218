import { CircleAlert } from 'lucide-react';

/** What is wrong with a field, below it. The field names it with `aria-describedby`. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  return (
    <p id={id} role="alert" className="flex gap-1.5 text-meta text-negative empty:hidden">
      {message === undefined ? null : (
        <>
          <CircleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
          <span>{message}</span>
        </>
      )}
    </p>
  );
}
