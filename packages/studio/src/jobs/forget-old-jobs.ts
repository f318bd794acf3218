import type { Clock } from '../clock.ts';
import type { JobStore } from './job-store.ts';

const dayMs = 24 * 60 * 60_000;
/** Small enough that nothing waits for one of them, and that few events are written at a time. */
const batchSize = 100;

/**
 * Removes ended jobs that are older than the person wants to keep them, in batches with room for others in between. Their
 * clips stay. `keepDays` is asked before each batch, since a person may change their mind in the middle.
 */
export async function forgetOldJobs(deps: {
  store: JobStore;
  clock: Clock;
  keepDays: () => number | null;
  stop: AbortSignal;
}): Promise<number> {
  let removed = 0;
  while (!deps.stop.aborted) {
    const keepDays = deps.keepDays();
    if (keepDays === null) break;
    const nowMs = deps.clock.now();
    const batch = await deps.store.removeEnded(nowMs - keepDays * dayMs, batchSize, nowMs);
    removed += batch;
    if (batch < batchSize) break;
  }
  return removed;
}
