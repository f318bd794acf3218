import { useEffect, useSyncExternalStore } from 'react';

let shownId: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null): void {
  if (next === shownId) return;
  shownId = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says which job the stage shows, for as long as the component is there; the queue marks its row. */
export function useSayShownJob(id: string | null): void {
  useEffect(() => {
    set(id);
    return () => set(null);
  }, [id]);
}

/** The job that is shown large at this moment; null on a tab that shows none. */
export function useShownJob(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => shownId,
    () => null,
  );
}
