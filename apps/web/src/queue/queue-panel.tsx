'use client';

import type { Job } from '@videoexpress/job-schema';
import { ListVideo, PanelRightClose, Pause } from 'lucide-react';
import { useQueue } from '../live/live-provider.tsx';
import { IconButton } from '../parts/button.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { JobRow } from './job-row.tsx';
import type { QueueSections } from './queue-order.ts';
import { useShownJob } from './shown-job.ts';
import { useQueueActions } from './use-job-actions.ts';

/** Rows drawn of those that wait; the rest is a number. */
const queuedRowsShown = 100;

interface QueuePanelProps {
  /** Undefined until the jobs were read. */
  readonly sections: QueueSections | undefined;
  /** Makes a strip of it, where it can be one. */
  readonly onClose?: () => void;
}

function countWords(sections: QueueSections): string {
  const parts = [];
  if (sections.running.length > 0) parts.push(`${sections.running.length} running`);
  if (sections.queued.length > 0) parts.push(`${sections.queued.length} waiting`);
  return parts.join(', ');
}

function EmptyQueue() {
  return (
    <div className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center">
      <ListVideo aria-hidden="true" size={20} strokeWidth={1.5} className="text-text-2" />
      <p className="text-text-2">Nothing is running.</p>
      <p className="text-meta text-text-3">What you generate shows up here, and is still here after a restart.</p>
    </div>
  );
}

/** Every job in queue order: what runs, what waits, what has ended. */
export function QueuePanel({ sections, onClose }: QueuePanelProps) {
  const queue = useQueue();
  const shownId = useShownJob();
  const { pause } = useQueueActions();
  const row = (job: Job) => <JobRow key={job.id} job={job} isShown={job.id === shownId} />;
  const isEmpty = sections !== undefined && Object.values(sections).every((jobs) => jobs.length === 0);
  const unlisted = sections === undefined ? 0 : sections.queued.length - queuedRowsShown;
  return (
    <aside aria-label="Queue" className="flex min-h-0 flex-1 flex-col border-line bg-surface-1 md:border-l">
      <div className="flex column-head shrink-0 items-center gap-2 border-b border-line px-4">
        <h2 className="text-read font-semibold">Queue</h2>
        <span className="min-w-0 truncate text-meta text-text-3">
          {sections === undefined ? '' : countWords(sections)}
        </span>
        <div className="-mr-2 ml-auto flex">
          {queue?.paused === false && !isEmpty ? (
            <IconButton label="Pause the queue" onClick={() => pause.mutate()}>
              <Pause aria-hidden="true" size={16} strokeWidth={1.75} />
            </IconButton>
          ) : null}
          {onClose === undefined ? null : (
            <IconButton label="Make the queue a strip (Q)" onClick={onClose}>
              <PanelRightClose aria-hidden="true" size={16} strokeWidth={1.75} />
            </IconButton>
          )}
        </div>
      </div>
      <HoldBanner />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        {isEmpty ? <EmptyQueue /> : null}
        {sections === undefined || isEmpty ? null : (
          <>
            <ul aria-label="Running and waiting">
              {sections.running.map(row)}
              {sections.queued.slice(0, queuedRowsShown).map(row)}
            </ul>
            {unlisted > 0 ? <p className="px-4 py-2 text-meta text-text-3">and {unlisted} more waiting</p> : null}
            {sections.ended.length === 0 ? null : (
              <>
                <h3 className="border-b border-line bg-surface-0 px-4 py-2 text-meta text-text-3">Finished</h3>
                <ul aria-label="Finished">{sections.ended.map(row)}</ul>
              </>
            )}
          </>
        )}
      </div>
    </aside>
  );
}
