'use client';

import { isEndState, type Job } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { ClipFacts } from '../../player/clip-facts.tsx';
import { ClipPrompt } from '../../player/clip-prompt.tsx';
import { shortTitle } from '../../words/job-words.ts';
import { StageHead } from './stage-head.tsx';
import { UnendedView } from './unended-view.tsx';
import { UnmadeView } from './unmade-view.tsx';
import type { StageJob } from './use-stage-job.ts';

/** The player comes when there is something to play. */
const ClipView = dynamic(() => import('./clip-view.tsx').then((module) => module.ClipView), { ssr: false });
const Examples = dynamic(() => import('./examples.tsx').then((module) => module.Examples), { ssr: false });
const UnknownJob = dynamic(() => import('./unknown-job.tsx').then((module) => module.UnknownJob), { ssr: false });

interface StageProps {
  readonly shown: StageJob;
  readonly onChooseExample: (prompt: string) => void;
  readonly onStart: () => void;
  readonly onLastClip: (() => void) | null;
  readonly isHiddenWhenNarrow: boolean;
}

function JobView({ job, onLastClip }: { job: Job; onLastClip: (() => void) | null }) {
  const [clip] = job.output.assetIds;
  if (job.state === 'succeeded' && clip !== undefined) return <ClipView key={job.id} job={job} clip={clip} />;
  return (
    <>
      <StageHead title={shortTitle(job)} />
      {isEndState(job.state) ? (
        <UnmadeView key={job.id} job={job} />
      ) : (
        <UnendedView key={job.id} job={job} onLastClip={onLastClip} />
      )}
      <div className="grid gap-4 p-4">
        <ClipPrompt job={job} />
        <ClipFacts job={job} asset={undefined} />
      </div>
    </>
  );
}

/** The bright screen in the quiet room. */
export function Stage({ shown, onChooseExample, onStart, onLastClip, isHiddenWhenNarrow }: StageProps) {
  return (
    <section
      aria-label="Clip"
      className={`min-h-0 min-w-0 flex-col bg-surface-0 md:flex md:overflow-y-auto ${isHiddenWhenNarrow ? 'max-md:hidden' : 'flex'}`}
    >
      {shown.kind === 'empty' ? <StageHead title="Start here" /> : null}
      {shown.kind === 'empty' ? <Examples onChoose={onChooseExample} onStart={onStart} /> : null}
      {shown.kind === 'unknown' ? <StageHead title="Not found" /> : null}
      {shown.kind === 'unknown' ? <UnknownJob /> : null}
      {shown.kind === 'job' ? <JobView job={shown.job} onLastClip={onLastClip} /> : null}
    </section>
  );
}
