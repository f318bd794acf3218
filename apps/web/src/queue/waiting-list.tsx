'use client';

import { type ComponentType, memo, useEffect, useSyncExternalStore } from 'react';
import { QueuedRow } from './queued-row.tsx';
import type { WaitingListProps } from './waiting-list-props.ts';

/** Rows drawn until the list that can be reordered is there. */
const firstRows = 30;

let loaded: { readonly List: ComponentType<WaitingListProps> } | null = null;
const touches = ['pointerdown', 'keydown'] as const;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  loaded ??= { List: (await import('./sortable-waiting-list.tsx')).SortableWaitingList };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The list that can be reordered; null until its code is there. That is fetched once a job waits, after the paint, or
 * when a person first touches the page: then it is there before the first job is.
 */
function useSortableList(isWanted: boolean): typeof loaded {
  useEffect(() => {
    if (loaded !== null) return;
    if (isWanted) return void load();
    const onTouch = () => void load();
    for (const touch of touches) window.addEventListener(touch, onTouch, { once: true });
    return () => {
      for (const touch of touches) window.removeEventListener(touch, onTouch);
    };
  }, [isWanted]);
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
 * The jobs that wait, with what moves them by pointer and keyboard. The progress of what runs, up to a hundred times a second, leaves it alone.
 */
export const WaitingList = memo(function WaitingList(props: WaitingListProps) {
  const sortable = useSortableList(props.jobs.length > 0);
  if (props.jobs.length === 0) return null;
  return sortable === null ? <PlainList {...props} /> : <sortable.List {...props} />;
}, isSame);
