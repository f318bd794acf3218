'use client';

import { maxPromptCharacters } from '@videoexpress/job-schema';
import { History } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type RefObject, useRef, useState } from 'react';
import { Button } from '../../parts/button.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { promptLength } from './prompt-length.ts';

const EarlierPrompts = dynamic(() => import('./earlier-prompts.tsx').then((module) => module.EarlierPrompts), {
  ssr: false,
});

interface PromptBoxProps {
  readonly prompt: string;
  /** Each line is a clip of its own. */
  readonly isLineByLine: boolean;
  readonly onChange: (prompt: string) => void;
  readonly onRecall: (prompt: string) => void;
  readonly error: string | undefined;
  readonly ref: RefObject<HTMLTextAreaElement | null>;
}

const number = new Intl.NumberFormat('en');

/** Where a person says what should happen. Characters are counted as a person sees them. */
export function PromptBox({ prompt, isLineByLine, onChange, onRecall, error, ref }: PromptBoxProps) {
  const opener = useRef<HTMLButtonElement>(null);
  const [isListOpen, setIsListOpen] = useState(false);
  const { characters, isCounted, isTooLong } = promptLength(prompt, isLineByLine);
  return (
    <div className="relative grid gap-1.5">
      <textarea
        ref={ref}
        name="prompt"
        aria-label="Prompt"
        aria-describedby="prompt-count prompt-error"
        aria-invalid={error !== undefined || isTooLong}
        value={prompt}
        onChange={(change) => onChange(change.target.value)}
        placeholder="What happens, how the camera moves, what the light is like."
        rows={5}
        dir="auto"
        className="field-sizing-content max-h-64 min-h-30 w-full resize-none rounded-2 border border-line-control bg-surface-1 px-2.5 py-2 text-read placeholder:text-text-3 max-md:text-title aria-invalid:border-negative"
      />
      <div className="flex min-h-6 items-center gap-2 max-md:min-h-10">
        <p id="prompt-count" className={`text-meta ${isTooLong ? 'text-negative' : 'text-text-3'}`}>
          {isCounted ? `${number.format(characters)} of ${number.format(maxPromptCharacters)} characters` : null}
        </p>
        <Button
          ref={opener}
          tone="bare"
          size="small"
          aria-haspopup="dialog"
          aria-expanded={isListOpen}
          onClick={() => setIsListOpen(!isListOpen)}
          className="-mr-2 ml-auto max-md:h-10! text-text-2"
        >
          <History aria-hidden="true" size={16} strokeWidth={1.75} />
          Earlier prompts
        </Button>
      </div>
      {isListOpen ? (
        <EarlierPrompts
          onChoose={(chosen) => {
            setIsListOpen(false);
            onRecall(chosen);
            ref.current?.focus();
          }}
          opener={opener}
          onClose={() => setIsListOpen(false)}
        />
      ) : null}
      <FieldError id="prompt-error" message={error} />
    </div>
  );
}
