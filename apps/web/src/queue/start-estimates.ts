import type { Engine, Job } from '@videoexpress/job-schema';
import type { QueueSections } from './queue-order.ts';

/** What an estimate needs to know of an engine. */
export type EngineRoom = Pick<Engine, 'id' | 'maxConcurrent'>;

/** The moment a running job should be done; null where nobody can tell, or where it already takes longer than usual. */
function expectedEndMs(job: Job, nowMs: number): number | null {
  if (job.startedAt === null || job.expectedSeconds === null) return null;
  const endMs = Date.parse(job.startedAt) + job.expectedSeconds * 1000;
  return endMs > nowMs ? endMs : null;
}

/** The moments at which an engine's places become free; null while one of them is not known. */
function freePlaces(engine: EngineRoom, running: readonly Job[], nowMs: number): number[] | null {
  const ends = running.filter((job) => job.engine === engine.id).map((job) => expectedEndMs(job, nowMs));
  const known = ends.filter((end) => end !== null);
  if (known.length < ends.length) return null;
  const idle = Math.max(0, engine.maxConcurrent - ends.length);
  return [...known, ...Array.from({ length: idle }, () => nowMs)];
}

/**
 * When each waiting job should start, in milliseconds since 1970, by job. Only jobs before which everything has an
 * expectation are in it: what runs, and what waits in front of them for the same engine.
 */
export function startEstimates(
  sections: QueueSections,
  engines: readonly EngineRoom[],
  nowMs: number,
): ReadonlyMap<string, number> {
  const estimates = new Map<string, number>();
  for (const engine of engines) {
    const free = freePlaces(engine, sections.running, nowMs);
    if (free === null) continue;
    // A job with an hour of its own takes a place at that hour; nothing is promised beyond it.
    let promisedUntilMs = Number.POSITIVE_INFINITY;
    for (const job of sections.queued.filter((each) => each.engine === engine.id)) {
      const runAtMs = job.runAt === null ? 0 : Date.parse(job.runAt);
      const startMs = Math.min(...free);
      if (runAtMs > startMs) {
        promisedUntilMs = Math.min(promisedUntilMs, runAtMs);
        continue;
      }
      if (startMs >= promisedUntilMs) break;
      estimates.set(job.id, startMs);
      if (job.expectedSeconds === null) break;
      free[free.indexOf(startMs)] = startMs + job.expectedSeconds * 1000;
    }
  }
  return estimates;
}
