'use client';

import { isEndState, type Job } from '@videoexpress/job-schema';
import { ClipFacts } from '../../player/clip-facts.tsx';
import { ClipPrompt } from '../../player/clip-prompt.tsx';
import { shortTitle } from '../../words/job-words.ts';
import { ClipView } from './clip-view.tsx';
import { Examples } from './examples.tsx';
import { UnendedView } from './unended-view.tsx';
import { UnmadeView } from './unmade-view.tsx';

interface StageProps {
  /** The job to show; null where there is none, undefined until the jobs were read. */
  readonly job: Job | null | undefined;
  readonly onChooseExample: (prompt: string) => void;
  readonly isHiddenWhenNarrow: boolean;
}

function JobView({ job }: { job: Job }) {
  const clip = job.output.assetIds[0];
  if (job.state === 'succeeded' && clip !== undefined) return <ClipView key={job.id} job={job} clip={clip} />;
  return (
    <>
      {isEndState(job.state) ? <UnmadeView key={job.id} job={job} /> : <UnendedView key={job.id} job={job} />}
      <div className="grid gap-4 p-4">
        <ClipPrompt job={job} />
        <ClipFacts job={job} asset={undefined} />
      </div>
    </>
  );
}

/** The bright screen in the quiet room. */
export function Stage({ job, onChooseExample, isHiddenWhenNarrow }: StageProps) {
  return (
    <section
      aria-label="Clip"
      className={`min-h-0 min-w-0 flex-col bg-surface-0 md:flex md:overflow-y-auto ${isHiddenWhenNarrow ? 'max-md:hidden' : 'flex'}`}
    >
      {job === undefined ? null : (
        <div className="flex h-(--head-height) shrink-0 items-center border-b border-line px-4 max-md:hidden">
          <h2 dir="auto" className="truncate text-read font-semibold">
            {job === null ? 'Start here' : shortTitle(job)}
          </h2>
        </div>
      )}
      {job === null ? <Examples onChoose={onChooseExample} /> : null}
      {job ? <JobView job={job} /> : null}
    </section>
  );
}
