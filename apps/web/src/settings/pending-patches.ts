import type { PatchSettings } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';

const none: readonly PatchSettings[] = [];
let pending: readonly PatchSettings[] = none;
const listeners = new Set<() => void>();

function set(next: readonly PatchSettings[]): void {
  pending = next;
  for (const listener of listeners) listener();
}

/** Shows a change before the daemon has answered. Returns the way to take that back, once it has. */
export function showPending(patch: PatchSettings): () => void {
  set([...pending, patch]);
  return () => set(pending.filter((each) => each !== patch));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The changes that are on their way to the daemon, oldest first. */
export function usePendingPatches(): readonly PatchSettings[] {
  return useSyncExternalStore(
    subscribe,
    () => pending,
    () => none,
  );
}
