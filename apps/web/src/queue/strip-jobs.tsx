'use client';

import { JobLink } from './job-link.tsx';
import { ProgressRing } from './progress-ring.tsx';
import type { QueueSections } from './queue-order.ts';
import { stripContents } from './strip-contents.ts';
import { useQueueCounts } from './use-queue-counts.ts';

interface StripJobsProps {
  readonly sections: QueueSections;
  readonly onOpen: () => void;
}

/** A number that fits the strip: `+950`, `+12k`. */
function shortCount(count: number): string {
  return count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`;
}

/** One ring a running job, and the number of those that wait. */
export function StripJobs({ sections, onOpen }: StripJobsProps) {
  const contents = stripContents(sections, useQueueCounts(sections));
  return (
    <>
      <ul aria-label="Running" className="flex flex-col items-center gap-2 empty:hidden">
        {contents.rings.map((ring) => (
          <li key={ring.job.id}>
            <JobLink
              job={ring.job}
              aria-label={ring.label}
              title={ring.label}
              className="grid size-10 place-items-center rounded-full hover:bg-surface-2"
            >
              <ProgressRing fraction={ring.fraction} text={ring.text} />
            </JobLink>
          </li>
        ))}
      </ul>
      {contents.more > 0 ? (
        <button
          type="button"
          onClick={onOpen}
          aria-label={`${contents.moreLabel}. Open the queue`}
          title={contents.moreLabel}
          className="h-6 rounded-1 px-1 text-meta text-text-2 hover:text-text-1"
        >
          +{shortCount(contents.more)}
        </button>
      ) : null}
    </>
  );
}
