import type { ReactNode } from 'react';

/** The looks of a field to type in or to choose from. */
export const fieldClasses =
  'h-8 w-full min-w-0 rounded-2 border border-line-control bg-surface-1 px-2.5 text-text-1 aria-invalid:border-negative max-md:h-10 max-md:text-title';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  /** At the right of the label: how much there is of how much. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A field below its name. */
export function Field({ id, label, aside, children }: FieldProps) {
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex items-baseline gap-2 text-meta">
        <label htmlFor={id} className="text-text-2">
          {label}
        </label>
        {aside === undefined ? null : <span className="ml-auto">{aside}</span>}
      </div>
      {children}
    </div>
  );
}
