import type { AttemptId, JobId } from '@videoexpress/job-schema';
import type { Log } from '../log.ts';
import type { Work } from './job-store.ts';
import { Stopping } from './until-stored.ts';

/**
 * Handlers that run beside everything else, at most one for an attempt. The closer waits for them, so that no engine is
 * told to forget an attempt that is just being sent to it; and so does the daemon when it stops.
 */
export class Background {
  readonly #running = new Map<AttemptId, { jobId: JobId; done: Promise<void>; abort: AbortController }>();
  readonly #log: Log;
  readonly #onCrash: (work: Work, detail: string) => Promise<void>;
  readonly #onDone: () => void;

  constructor(deps: { log: Log; onCrash: (work: Work, detail: string) => Promise<void>; onDone: () => void }) {
    this.#log = deps.log;
    this.#onCrash = deps.onCrash;
    this.#onDone = deps.onDone;
  }

  isBusy(attempt: AttemptId): boolean {
    return this.#running.has(attempt);
  }

  /** Starts `handler`; its signal is aborted when the job is cancelled. */
  run(work: Work, handler: (cancelled: AbortSignal) => Promise<void>): void {
    const { id } = work.attempt;
    const abort = new AbortController();
    // A job that was put back can be claimed again before the handler that put it back has quite ended.
    const before = this.#running.get(id)?.done ?? Promise.resolve();
    const done = before
      .then(() => this.#guarded(work, () => handler(abort.signal)))
      .finally(() => {
        if (this.#running.get(id) === running) this.#running.delete(id);
        this.#onDone();
      });
    const running = { jobId: work.record.job.id, done, abort };
    this.#running.set(id, running);
  }

  /** Tells what runs for a job that it is no longer wanted. */
  abort(job: JobId): void {
    for (const running of this.#running.values()) if (running.jobId === job) running.abort.abort();
  }

  /** Waits until nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running.values()].map((each) => each.done));
  }

  async #guarded(work: Work, handler: () => Promise<void>): Promise<void> {
    try {
      await handler();
    } catch (cause) {
      if (cause instanceof Stopping) return;
      this.#log.error({ err: cause, jobId: work.record.job.id }, 'A handler threw');
      try {
        // The trace stays in the log: what is told of the job is for its owner, and goes out over HTTP.
        await this.#onCrash(work, String(cause));
      } catch (again) {
        if (!(again instanceof Stopping)) this.#log.error({ err: again }, 'A crash could not be written down');
      }
    }
  }
}
