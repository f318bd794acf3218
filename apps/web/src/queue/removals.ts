import type { JobId } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';

/** Jobs taken off the list whose note still offers to put them back; only after that the daemon forgets them. */
export interface Removal {
  readonly ids: readonly JobId[];
  /** The note with the way back. */
  readonly toastId: number;
}

const none: readonly Removal[] = [];
let removals = none;
const listeners = new Set<() => void>();

function set(next: readonly Removal[]): void {
  removals = next;
  for (const listener of listeners) listener();
}

/** Hides jobs for as long as the note stands. */
export function addRemoval(removal: Removal): void {
  set([...removals, removal]);
}

/** Shows them again: they were put back, or the daemon has forgotten them. */
export function endRemoval(toastId: number): void {
  set(removals.filter((removal) => removal.toastId !== toastId));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is hidden at this moment. */
export function useRemovals(): readonly Removal[] {
  return useSyncExternalStore(
    subscribe,
    () => removals,
    () => none,
  );
}
