'use client';

import type { Job } from '@videoexpress/job-schema';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { jobTitle, shortTitle } from '../words/job-words.ts';

/** A prompt longer than this, in characters or lines, is folded, so that what follows stays in sight. */
const foldedFrom = { characters: 480, lines: 6 };

function isLong(prompt: string): boolean {
  return prompt.length > foldedFrom.characters || prompt.split('\n').length > foldedFrom.lines;
}

/** The whole prompt. Where the heading above says all of it already, only a narrow page repeats it, which has no heading. */
export function ClipPrompt({ job }: { job: Job }) {
  const [isOpen, setIsOpen] = useState(false);
  const prompt = jobTitle(job);
  const saysNoMore = prompt.length <= shortTitle(job).length + 1;
  const canFold = isLong(prompt);
  return (
    <div className={`grid justify-items-start gap-1 ${saysNoMore && !canFold ? 'md:hidden' : ''}`}>
      <p
        dir="auto"
        className={`w-full text-read wrap-anywhere whitespace-pre-wrap ${canFold && !isOpen ? 'line-clamp-4' : ''}`}
      >
        {prompt}
      </p>
      {canFold ? (
        <Button
          tone="bare"
          size="small"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="-ml-2 text-text-2 max-md:h-10!"
        >
          {isOpen ? 'Show less' : 'Show the whole prompt'}
        </Button>
      ) : null}
    </div>
  );
}
