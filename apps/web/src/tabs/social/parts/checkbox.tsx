import { type ReactNode, useId } from 'react';

interface CheckboxProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
  /** What it means, below. */
  readonly hint?: string | undefined;
}

/** Yes or no, with its words beside it. */
export function Checkbox({ isOn, onChange, children, hint }: CheckboxProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 max-md:min-h-10">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(change) => onChange(change.target.checked)}
        className="size-4 accent-text-1"
      />
      <label htmlFor={id} className="min-w-0">
        {children}
      </label>
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="col-start-2 text-meta text-text-2">
          {hint}
        </p>
      )}
    </div>
  );
}
