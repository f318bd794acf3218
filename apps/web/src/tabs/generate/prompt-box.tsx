'use client';

import { maxPromptCharacters } from '@videoexpress/job-schema';
import type { RefObject } from 'react';
import { FieldError } from '../../parts/field-error.tsx';

interface PromptBoxProps {
  readonly prompt: string;
  readonly onChange: (prompt: string) => void;
  readonly error: string | undefined;
  readonly ref: RefObject<HTMLTextAreaElement | null>;
}

const number = new Intl.NumberFormat('en');

/** Where a person says what should happen. Characters are counted as a person sees them. */
export function PromptBox({ prompt, onChange, error, ref }: PromptBoxProps) {
  const count = [...prompt].length;
  const tooLong = count > maxPromptCharacters;
  return (
    <div className="grid gap-1.5">
      <textarea
        ref={ref}
        name="prompt"
        aria-label="Prompt"
        aria-describedby="prompt-count prompt-error"
        aria-invalid={error !== undefined || tooLong}
        value={prompt}
        onChange={(change) => onChange(change.target.value)}
        placeholder="What happens, how the camera moves, what the light is like."
        rows={6}
        dir="auto"
        className="field-sizing-content max-h-64 min-h-32 w-full resize-none rounded-2 border border-line-control bg-surface-1 px-2.5 py-2 text-read placeholder:text-text-3 max-md:text-title aria-invalid:border-negative"
      />
      <p id="prompt-count" className={`text-meta ${tooLong ? 'text-negative' : 'text-text-3'}`}>
        {number.format(count)} of {number.format(maxPromptCharacters)} characters
      </p>
      <FieldError id="prompt-error" message={error} />
    </div>
  );
}
