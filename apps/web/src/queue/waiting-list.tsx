'use client';

import type { Job } from '@videoexpress/job-schema';
import { lazy, Suspense } from 'react';
import { QueuedRow } from './queued-row.tsx';

export interface WaitingListProps {
  /** In the order in which they start. */
  readonly jobs: readonly Job[];
  readonly shownId: string | null;
  readonly startsAtMs: ReadonlyMap<string, number>;
  /** What the list scrolls in; null where the page itself scrolls. */
  readonly scroller: HTMLElement | null;
}

/** Rows drawn until the list that can be reordered is there. */
const firstRows = 30;

const SortableWaitingList = lazy(async () => ({
  default: (await import('./sortable-waiting-list.tsx')).SortableWaitingList,
}));

function PlainList({ jobs, shownId, startsAtMs }: WaitingListProps) {
  return (
    <ol aria-label="Waiting">
      {jobs.slice(0, firstRows).map((job) => (
        <QueuedRow key={job.id} job={job} isShown={job.id === shownId} startsAtMs={startsAtMs.get(job.id)} />
      ))}
    </ol>
  );
}

/** The jobs that wait. What moves them by pointer and keyboard is fetched after the first paint. */
export function WaitingList(props: WaitingListProps) {
  if (props.jobs.length === 0) return null;
  return (
    <Suspense fallback={<PlainList {...props} />}>
      <SortableWaitingList {...props} />
    </Suspense>
  );
}
