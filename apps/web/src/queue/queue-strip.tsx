'use client';

import { PanelRightOpen, Pause } from 'lucide-react';
import dynamic from 'next/dynamic';
import { PartGuard } from '../shell/part-guard.tsx';
import { IconButton } from '../parts/button.tsx';
import type { QueueSections } from './queue-order.ts';
import { useQueueCounts } from './use-queue-counts.ts';

interface QueueStripProps {
  /** Undefined until the jobs were read. */
  readonly sections: QueueSections | undefined;
  /** Why it, or an engine, is given no work; null where all are. */
  readonly held: string | null;
  readonly onOpen: () => void;
}

const noSections: QueueSections = { running: [], queued: [], ended: [] };

/** What it shows of jobs is fetched with the first of them. */
const StripJobs = dynamic(() => import('./strip-jobs.tsx').then((module) => module.StripJobs), { ssr: false });

/** The queue at its smallest: one ring a running job, and the number of those that wait. */
export function QueueStrip({ sections, held, onOpen }: QueueStripProps) {
  const counts = useQueueCounts(sections ?? noSections);
  const hasJobs = counts.running > 0 || counts.waiting > 0;
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
      {sections === undefined ? null : (
        <div className="flex flex-col items-center gap-2 py-2">
          {held === null ? null : (
            <span role="img" aria-label={held} title={held} className="text-warning">
              <Pause aria-hidden="true" size={16} strokeWidth={1.75} />
            </span>
          )}
          {hasJobs ? (
            <PartGuard address={String(counts.running)} instead={null}>
              <StripJobs sections={sections} onOpen={onOpen} />
            </PartGuard>
          ) : null}
        </div>
      )}
    </aside>
  );
}
