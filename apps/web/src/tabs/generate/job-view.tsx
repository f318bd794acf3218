'use client';

import { isEndState, type Job } from '@videoexpress/job-schema';
import { ClipFacts } from '../../player/clip-facts.tsx';
import { ClipPrompt } from '../../player/clip-prompt.tsx';
import { isPublishing, shortTitle } from '../../words/job-words.ts';
import { ClipView } from './clip-view.tsx';
import { PostView } from './post-view.tsx';
import { StageHead } from './stage-head.tsx';
import { UnendedView } from './unended-view.tsx';
import { UnmadeView } from './unmade-view.tsx';

/** One job, large: its clip, its way there, or why there is none. */
export function JobView({ job, onLastClip }: { job: Job; onLastClip: (() => void) | null }) {
  if (isPublishing(job)) return <PostView job={job} />;
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
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        <ClipPrompt job={job} />
        <ClipFacts job={job} asset={undefined} />
      </div>
    </>
  );
}
