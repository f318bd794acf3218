'use client';

import { ListVideo } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useEngines, useJobs, useQueue } from '../live/live-provider.tsx';
import { useNowMs } from '../parts/now.ts';
import { EndedRow } from './ended-row.tsx';
import { HoldBanner } from './hold-banner.tsx';
import { QueueHead } from './queue-head.tsx';
import { type QueueSections, retriedIds } from './queue-order.ts';
import { RunningRow } from './running-row.tsx';
import { useShownJob } from './shown-job.ts';
import { startEstimates } from './start-estimates.ts';
import { WaitingList } from './waiting-list.tsx';

interface QueuePanelProps {
  /** Undefined until the jobs were read. */
  readonly sections: QueueSections | undefined;
  /** It is a part of a page that scrolls, not a column that does. */
  readonly isInPage?: boolean;
  /** Makes a strip of it, where it can be one. */
  readonly onClose?: () => void;
}

const nothingKnown: ReadonlyMap<string, number> = new Map();

function EmptyQueue() {
  return (
    <div className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center">
      <ListVideo aria-hidden="true" size={20} strokeWidth={1.5} className="text-text-2" />
      <p className="text-text-2">Nothing is running.</p>
      <p className="text-meta text-text-3">What you generate shows up here, and is still here after a restart.</p>
    </div>
  );
}

/** When each waiting job should start; nothing while the queue gives out no work. */
function useStarts(sections: QueueSections): ReadonlyMap<string, number> {
  const engines = useEngines();
  const queue = useQueue();
  const nowMs = useNowMs();
  const isHeld = queue === undefined || queue.solo || queue.holds.length > 0;
  return useMemo(
    () => (isHeld || engines === undefined || nowMs === 0 ? nothingKnown : startEstimates(sections, engines, nowMs)),
    [isHeld, engines, sections, nowMs],
  );
}

function Rows({ sections, scroller }: { sections: QueueSections; scroller: HTMLElement | null }) {
  const jobs = useJobs();
  const shownId = useShownJob();
  const startsAtMs = useStarts(sections);
  const retried = useMemo(() => retriedIds(Object.values(jobs ?? {})), [jobs]);
  return (
    <div>
      {sections.running.length === 0 ? null : (
        <ul aria-label="Running">
          {sections.running.map((job) => (
            <RunningRow key={job.id} job={job} isShown={job.id === shownId} />
          ))}
        </ul>
      )}
      <WaitingList jobs={sections.queued} shownId={shownId} startsAtMs={startsAtMs} scroller={scroller} />
      {sections.ended.length === 0 ? null : (
        <>
          <h3 className="border-b border-line bg-surface-0 px-4 py-2 text-meta text-text-3">Finished</h3>
          <ul aria-label="Finished">
            {sections.ended.map((job) => (
              <EndedRow key={job.id} job={job} isShown={job.id === shownId} isRetried={retried.has(job.id)} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Every job in queue order: what runs, what waits, what has ended. */
export function QueuePanel({ sections, isInPage = false, onClose }: QueuePanelProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const isEmpty = sections !== undefined && Object.values(sections).every((jobs) => jobs.length === 0);
  return (
    <aside aria-label="Queue" className="flex min-h-0 flex-1 flex-col border-line bg-surface-1 md:border-l">
      <QueueHead sections={sections} onClose={onClose} />
      <HoldBanner />
      <div
        ref={isInPage ? undefined : setScroller}
        className={`relative flex min-h-0 flex-1 flex-col ${isInPage ? '' : 'overflow-y-auto'}`}
      >
        {isEmpty ? <EmptyQueue /> : null}
        {sections === undefined || (scroller === null && !isInPage) ? null : (
          <Rows sections={sections} scroller={scroller} />
        )}
      </div>
    </aside>
  );
}
