'use client';

import { PanelRightOpen, Pause } from 'lucide-react';
import { IconButton } from '../parts/button.tsx';
import { JobLink } from './job-link.tsx';
import { ProgressRing } from './progress-ring.tsx';
import type { QueueSections } from './queue-order.ts';
import { useQueueCounts } from './use-queue-counts.ts';
import { stripContents } from './strip-contents.ts';

interface QueueStripProps {
  /** Undefined until the jobs were read. */
  readonly sections: QueueSections | undefined;
  /** Why it, or an engine, is given no work; null where all are. */
  readonly held: string | null;
  readonly onOpen: () => void;
}

const noSections: QueueSections = { running: [], queued: [], ended: [] };

/** A number that fits the strip: `+950`, `+12k`. */
function shortCount(count: number): string {
  return count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`;
}

/** The queue at its smallest: one ring a running job, and the number of those that wait. */
export function QueueStrip({ sections, held, onOpen }: QueueStripProps) {
  const counts = useQueueCounts(sections ?? noSections);
  const contents = sections === undefined ? null : stripContents(sections, counts);
  return (
    <aside
      aria-label="Queue"
      className="flex w-(--strip-width) flex-col items-center border-l border-line bg-surface-1"
    >
      <div className="grid column-head w-full shrink-0 place-items-center border-b border-line">
        <IconButton label="Open the queue (Q)" onClick={onOpen}>
          <PanelRightOpen aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
      {contents === null ? null : (
        <div className="flex flex-col items-center gap-2 py-2">
          {held === null ? null : (
            <span role="img" aria-label={held} title={held} className="text-warning">
              <Pause aria-hidden="true" size={16} strokeWidth={1.75} />
            </span>
          )}
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
        </div>
      )}
    </aside>
  );
}
