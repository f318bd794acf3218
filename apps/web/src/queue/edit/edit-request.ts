import type { JobId } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';

let editedId: JobId | null = null;
const listeners = new Set<() => void>();

function set(next: JobId | null): void {
  editedId = next;
  for (const listener of listeners) listener();
}

/** Opens the form of a waiting job. */
export function editJob(id: JobId): void {
  set(id);
}

/** Closes it. */
export function endEdit(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The job whose form is open; null most of the time. */
export function useEditedJobId(): JobId | null {
  return useSyncExternalStore(
    subscribe,
    () => editedId,
    () => null,
  );
}
