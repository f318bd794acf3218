'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';

interface SecretFormProps {
  /** The secret's own name; ids are made from it. */
  readonly id: string;
  /** What a person calls it. */
  readonly label: string;
  readonly from: string;
  readonly error: string | undefined;
  readonly isBusy: boolean;
  readonly onSave: (value: string) => void;
  readonly onCancel: () => void;
}

/**
 * Where a value is entered. It is never shown, never offered by the browser, and out of the page as soon as it is kept.
 */
export function SecretForm({ id, label, from, error, isBusy, onSave, onCancel }: SecretFormProps) {
  const [value, setValue] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onSave(value);
      }}
      onKeyDown={(press) => {
        if (press.key !== 'Escape') return;
        press.preventDefault();
        onCancel();
      }}
      className="grid gap-1.5"
    >
      <div className="flex flex-wrap items-center gap-2">
        <input
          ref={field}
          id={`${id}-value`}
          type="password"
          aria-label={label}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-from ${id}-error`}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          data-bwignore
          maxLength={4096}
          value={value}
          onChange={(change) => setValue(change.target.value)}
          className="h-8 min-w-48 flex-1 rounded-2 border border-line-control bg-surface-1 px-2 aria-invalid:border-negative max-md:h-10 max-md:text-title"
        />
        <Button submits tone="neutral" disabled={isBusy}>
          Save key
        </Button>
        <Button tone="bare" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <p id={`${id}-from`} className="text-meta text-text-2">
        {from}. Once saved it is never shown again.
      </p>
      <FieldError id={`${id}-error`} message={error} />
    </form>
  );
}
