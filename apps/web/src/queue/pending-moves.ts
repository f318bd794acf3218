import type { Job, JobId } from '@videoexpress/job-schema';
import { useSyncExternalStore } from 'react';

/** A move that this page asked for and that the daemon has not yet answered. */
export interface PendingMove {
  readonly key: number;
  readonly id: JobId;
  /** The job it goes right behind; null: before all of them. */
  readonly after: JobId | null;
}

/**
 * The queue as it will be once these moves are through, in the order they were asked for. A move of a job that no longer
 * waits, or behind one that no longer does, is left out: the daemon will refuse it.
 */
export function withMoves(queued: readonly Job[], moves: readonly PendingMove[]): readonly Job[] {
  return moves.reduce((order, { id, after }) => {
    const moved = order.find((job) => job.id === id);
    if (moved === undefined || id === after) return order;
    const rest = order.filter((job) => job !== moved);
    const before = after === null ? 0 : rest.findIndex((job) => job.id === after) + 1;
    return after !== null && before === 0 ? order : rest.toSpliced(before, 0, moved);
  }, queued);
}

/** What a job goes behind to stand at `index` of the queue; undefined where it stands there already. */
export function afterFor(queued: readonly Job[], id: JobId, index: number): JobId | null | undefined {
  if (queued[index]?.id === id) return undefined;
  const rest = queued.filter((job) => job.id !== id);
  return index <= 0 ? null : rest[Math.min(index, rest.length) - 1]?.id;
}

const none: readonly PendingMove[] = [];
let moves = none;
let lastKey = 0;
const listeners = new Set<() => void>();

function set(next: readonly PendingMove[]): void {
  moves = next;
  for (const listener of listeners) listener();
}

/** Shows a move before the daemon knows of it. Returns what `forgetMove` takes. */
export function rememberMove(id: JobId, after: JobId | null): number {
  lastKey += 1;
  set([...moves, { key: lastKey, id, after }]);
  return lastKey;
}

/** The daemon has answered: from here on its own order counts. */
export function forgetMove(key: number): void {
  set(moves.filter((move) => move.key !== key));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The moves on their way to the daemon. */
export function usePendingMoves(): readonly PendingMove[] {
  return useSyncExternalStore(
    subscribe,
    () => moves,
    () => none,
  );
}
