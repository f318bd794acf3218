import type { JobId, JobState } from '@videoexpress/job-schema';
import type { JobStore } from './job-store.ts';

export interface StateObserver {
  /** A job came into another state. */
  onState(id: JobId, state: JobState): void;
  /** How many jobs are in each state is no longer what it was. */
  onCounts(): void;
}

/** The store, telling of every change of state once it is committed. */
export function observeStates(store: JobStore, observer: StateObserver): JobStore {
  const entered = (id: JobId, state: JobState) => {
    observer.onState(id, state);
    observer.onCounts();
  };
  return {
    ...store,
    async insert(jobs, idempotency) {
      const inserted = await store.insert(jobs, idempotency);
      if (inserted.kind === 'inserted') observer.onCounts();
      return inserted;
    },
    async claim(request) {
      const claimed = await store.claim(request);
      for (const { record } of claimed.work) entered(record.job.id, record.job.state);
      return claimed;
    },
    async apply(id, event, change, nowMs) {
      const job = await store.apply(id, event, change, nowMs);
      if (job !== null) entered(job.id, job.state);
      return job;
    },
    async accepted(taken, nowMs) {
      const job = await store.accepted(taken, nowMs);
      if (job !== null) entered(job.id, job.state);
      return job;
    },
    async cancelAll(except, nowMs) {
      const cancelled = await store.cancelAll(except, nowMs);
      for (const id of cancelled) entered(id, 'cancelled');
      return cancelled;
    },
    async remove(id, nowMs) {
      const isRemoved = await store.remove(id, nowMs);
      if (isRemoved) observer.onCounts();
      return isRemoved;
    },
    async removeEnded(beforeMs, limit, nowMs) {
      const removed = await store.removeEnded(beforeMs, limit, nowMs);
      if (removed > 0) observer.onCounts();
      return removed;
    },
  };
}
