'use client';

import type { Job } from '@videoexpress/job-schema';
import { type ComponentType, memo, useSyncExternalStore } from 'react';
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

let loaded: { readonly List: ComponentType<WaitingListProps> } | null = null;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  loaded ??= { List: (await import('./sortable-waiting-list.tsx')).SortableWaitingList };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (loaded === null) void load();
  return () => listeners.delete(listener);
}

/** The list that can be reordered; null until its code is there. Nobody waits for it: it is asked for after the paint. */
function useSortableList(): typeof loaded {
  return useSyncExternalStore(
    subscribe,
    () => loaded,
    () => null,
  );
}

function PlainList({ jobs, shownId, startsAtMs }: WaitingListProps) {
  return (
    <ol aria-label="Waiting">
      {jobs.slice(0, firstRows).map((job) => (
        <QueuedRow key={job.id} job={job} isShown={job.id === shownId} startsAtMs={startsAtMs.get(job.id)} />
      ))}
    </ol>
  );
}

function isSame(before: WaitingListProps, now: WaitingListProps): boolean {
  return (
    before.jobs === now.jobs &&
    before.shownId === now.shownId &&
    before.scroller === now.scroller &&
    before.startsAtMs.size === now.startsAtMs.size &&
    [...before.startsAtMs].every(([id, atMs]) => now.startsAtMs.get(id) === atMs)
  );
}

/**
 * The jobs that wait. What moves them by pointer and keyboard is fetched after the first paint, also for no job at all.
 * The progress of what runs, up to a hundred times a second, leaves it alone.
 */
export const WaitingList = memo(function WaitingList(props: WaitingListProps) {
  const sortable = useSortableList();
  if (props.jobs.length === 0) return null;
  return sortable === null ? <PlainList {...props} /> : <sortable.List {...props} />;
}, isSame);
