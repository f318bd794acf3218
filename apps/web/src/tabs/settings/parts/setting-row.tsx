import type { ReactNode } from 'react';
import { FieldError } from '../../../parts/field-error.tsx';

interface SettingRowProps {
  /** Names the control inside; the help and the error are `<id>-help` and `<id>-error`. */
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** Below the help, as wide as the row. */
  readonly below?: ReactNode;
  readonly children: ReactNode;
}

/** What a control in a row is described by. */
export function describedBy(id: string): string {
  return `${id}-help ${id}-error`;
}

/** A setting: what it is, what it does, its control at the right, and under it what is wrong. */
export function SettingRow({ id, label, help, error, below, children }: SettingRowProps) {
  return (
    <div className="grid gap-1 px-4 py-3">
      <div className="flex min-h-8 items-center gap-x-4 gap-y-2 max-md:flex-wrap">
        <div className="grid min-w-0 flex-1 gap-0.5 max-md:basis-40">
          <label htmlFor={id}>{label}</label>
          <p id={`${id}-help`} className="text-meta wrap-anywhere text-text-2 empty:hidden">
            {help}
          </p>
        </div>
        <div className="ml-auto flex shrink-0 items-center gap-2">{children}</div>
      </div>
      <FieldError id={`${id}-error`} message={error} />
      {below}
    </div>
  );
}
