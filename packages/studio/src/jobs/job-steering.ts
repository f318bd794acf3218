import { err, isEndState, type Job, type JobId, ok, type Result } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { Refusal } from '../refusal.ts';
import { noSuchJob, stateRefusal } from './job-refusals.ts';
import type { JobStore } from './job-store.ts';

/** A job that has just ended is put away within this time, unless its engine is away. */
const patienceMs = 2000;

export interface JobSteeringDeps {
  readonly store: JobStore;
  readonly clock: Clock;
  /** Work may be there to give out. */
  readonly wakeQueue: () => void;
  /** An attempt may be there to close. */
  readonly wakeCloser: () => void;
  /** Stops whatever is being done for a job that was cancelled. */
  readonly letGo: (id: JobId) => void;
  /** True when an attempt was closed, false when none was for so long. */
  readonly nextClosed: (waitMs: number) => Promise<boolean>;
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
      const giveUpMs = clock.monotonic() + patienceMs;
      for (;;) {
        if (await store.remove(id, clock.now())) return ok(null);
        const job = await store.get(id);
        if (job === null) return err(noSuchJob(id));
        if (!isEndState(job.state)) {
          return err({ code: 'invalid_state', detail: `The job is ${job.state}. Cancel it first.` });
        }
        const closed = deps.nextClosed(Math.max(0, giveUpMs - clock.monotonic()));
        // It may have been closed between the first try and now.
        if (await store.remove(id, clock.now())) return ok(null);
        if (await closed) continue;
        const detail = `The job is ${job.state}, and its engine has not let go of it yet. Try again in a moment.`;
        return err({ code: 'invalid_state', detail });
      }
    },
  };
}
