import { isEndState, type Job, type JobId, type JobState } from '@videoexpress/job-schema';
import { isoTime } from '@videoexpress/studio';
import type { ManualClock } from '@videoexpress/studio/testing';
import type { TestStudio } from './test-studio.ts';

/** How tests wait for a studio whose engine is asked over HTTP. */
export interface WaitingForJobs {
  job(id: JobId): Promise<Job>;
  /** Moves the clock while nobody waits for an answer, until it is so. */
  until(condition: () => boolean | Promise<boolean>, stepMs?: number): Promise<void>;
  untilState(id: JobId, state: JobState): Promise<Job>;
  untilEnd(id: JobId): Promise<Job>;
}

const patienceMs = 30_000;

/** `test` and `openCalls`, how many questions its engine has open, are of the run at hand. */
export function waitingForJobs(
  clock: ManualClock,
  run: { readonly test: () => TestStudio; readonly openCalls: () => number },
): WaitingForJobs {
  const job = (id: JobId): Promise<Job> => run.test().job(id);

  async function until(condition: () => boolean | Promise<boolean>, stepMs = 100): Promise<void> {
    const giveUp = performance.now() + patienceMs;
    while (performance.now() < giveUp) {
      if (await condition()) return;
      // Whoever waits for an answer over HTTP waits in real time: the clock must not run away from it.
      if (run.openCalls() === 0) clock.advance(stepMs);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const log = JSON.stringify(run.test().log.lines.slice(-12), null, 1);
    throw new Error(`It never came so far, at ${isoTime(clock.now())}. Log: ${log}`);
  }

  return {
    job,
    until,
    async untilState(id, state) {
      await until(async () => (await job(id)).state === state);
      return job(id);
    },
    async untilEnd(id) {
      await until(async () => isEndState((await job(id)).state));
      return job(id);
    },
  };
}
