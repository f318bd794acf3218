'use client';

import dynamic from 'next/dynamic';
import { StageHead } from './stage-head.tsx';
import type { StageJob } from './use-stage-job.ts';

/** The player and all around it come when there is something to show. */
const JobView = dynamic(() => import('./job-view.tsx').then((module) => module.JobView), { ssr: false });
const Examples = dynamic(() => import('./examples.tsx').then((module) => module.Examples), { ssr: false });
const UnknownJob = dynamic(() => import('./unknown-job.tsx').then((module) => module.UnknownJob), { ssr: false });

interface StageProps {
  readonly shown: StageJob;
  readonly onChooseExample: (prompt: string) => void;
  readonly onStart: () => void;
  readonly onLastClip: (() => void) | null;
  readonly isHiddenWhenNarrow: boolean;
}

/** The bright screen in the quiet room. */
export function Stage({ shown, onChooseExample, onStart, onLastClip, isHiddenWhenNarrow }: StageProps) {
  return (
    <section
      aria-label="Clip"
      className={`relative min-h-0 min-w-0 flex-col bg-surface-0 md:flex md:overflow-y-auto ${isHiddenWhenNarrow ? 'max-md:hidden' : 'flex'}`}
    >
      {shown.kind === 'empty' ? <StageHead title="Start here" /> : null}
      {shown.kind === 'empty' ? <Examples onChoose={onChooseExample} onStart={onStart} /> : null}
      {shown.kind === 'unknown' ? <StageHead title="Not found" /> : null}
      {shown.kind === 'unknown' ? <UnknownJob /> : null}
      {shown.kind === 'job' ? <JobView job={shown.job} onLastClip={onLastClip} /> : null}
    </section>
  );
}
