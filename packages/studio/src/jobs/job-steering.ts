import { err, isEndState, type Job, type JobId, ok, type Result } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import { noSuchJob, stateRefusal } from './job-refusals.ts';
import type { JobStore } from './job-store.ts';

export interface JobSteeringDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  /** Work may be there to give out. */
  readonly wakeQueue: () => void;
  /** An attempt may be there to close. */
  readonly wakeCloser: () => void;
  /** Stops whatever is being done for a job that was cancelled. */
  readonly letGo: (id: JobId) => void;
}

/** What people do with jobs that are there: cancel them, put them elsewhere in the queue, remove them. */
export function createJobSteering(deps: JobSteeringDeps) {
  const { store, clock } = deps;

  return {
    async cancel(id: JobId): Promise<Result<Job, Refusal>> {
      const cancelled = await store.apply(id, 'cancel', { closeAttempt: 'cancel' }, clock.now());
      if (cancelled === null) return err(await stateRefusal(store, id, 'cancelled'));
      deps.letGo(id);
      deps.wakeCloser();
      deps.wakeQueue();
      return ok(cancelled);
    },

    /** Cancels every job that has not ended, but those named; answers which they were. */
    async cancelAll(except: readonly JobId[]): Promise<readonly JobId[]> {
      const cancelled = await store.cancelAll(except, clock.now());
      for (const id of cancelled) deps.letGo(id);
      deps.wakeCloser();
      deps.wakeQueue();
      return cancelled;
    },

    /** Puts a queued job right behind another queued one, or before all of them. */
    async move(id: JobId, after: JobId | null): Promise<Result<Job, Refusal>> {
      if (id === after) {
        const message = 'A job cannot be put behind itself.';
        return err({ code: 'invalid_input', detail: message, errors: [{ path: 'after', message }] });
      }
      const moved = await store.move(id, after, clock.now());
      switch (moved.kind) {
        case 'moved':
          deps.wakeQueue();
          return ok(moved.job);
        case 'not_found':
          return err(noSuchJob(id));
        case 'not_queued':
          return err({
            code: 'invalid_state',
            detail: `The job is ${moved.state}; only a job that waits in the queue can be moved.`,
          });
        case 'neighbour_gone': {
          const now = moved.state === null ? 'has been removed' : `is ${moved.state} now`;
          return err({
            code: 'invalid_state',
            detail: `The job it was to follow ${now} and no longer waits in the queue. Nothing was moved; choose another place.`,
          });
        }
      }
    },

    async remove(id: JobId): Promise<Result<null, Refusal>> {
      if (await store.remove(id, clock.now())) return ok(null);
      const job = await store.get(id);
      if (job === null) return err(noSuchJob(id));
      const way = isEndState(job.state) ? 'It is still being put away; try again in a moment.' : 'Cancel it first.';
      return err({ code: 'invalid_state', detail: `The job is ${job.state}. ${way}` });
    },
  };
}
