'use client';

import { useMemo } from 'react';
import { useEngines, useJobs, useQueue } from '../live/live-provider.tsx';
import { useNowMs } from '../parts/now.ts';
import { EndedRow } from './ended-row.tsx';
import { type QueueSections, retriedIds } from './queue-order.ts';
import { RunningRow } from './running-row.tsx';
import { useShownJob } from './shown-job.ts';
import { startEstimates } from './start-estimates.ts';
import { WaitingList } from './waiting-list.tsx';

const nothingKnown: ReadonlyMap<string, number> = new Map();

/** When each waiting job should start; nothing while the queue, or its engine, is given no work. */
function useStarts(sections: QueueSections): ReadonlyMap<string, number> {
  const engines = useEngines();
  const queue = useQueue();
  const nowMs = useNowMs();
  const isHeld = queue === undefined || queue.solo || queue.holds.length > 0;
  const pauses = queue?.enginePauses;
  return useMemo(() => {
    if (isHeld || engines === undefined || nowMs === 0) return nothingKnown;
    const open = engines.filter(({ id }) => pauses?.some(({ engine }) => engine === id) !== true);
    return startEstimates(sections, open, nowMs);
  }, [isHeld, pauses, engines, sections, nowMs]);
}

interface QueueRowsProps {
  readonly sections: QueueSections;
  /** What scrolls the rows; null where that is the page. */
  readonly scroller: HTMLElement | null;
}

/** The jobs as rows: what runs, what waits in its order, what has ended. */
export function QueueRows({ sections, scroller }: QueueRowsProps) {
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
