import type { Settings } from '@videoexpress/job-schema';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../clock.ts';
import type { Chore } from '../housekeeping.ts';
import { forgetOldJobs } from '../jobs/forget-old-jobs.ts';
import type { JobStore } from '../jobs/job-store.ts';
import type { QueueStore } from '../jobs/queue-store.ts';
import type { Log } from '../log.ts';
import type { MirrorWork } from '../mirror/mirror.ts';

const dayMs = 24 * 60 * 60_000;
/** Long enough for any lost request to be repeated. */
const keepKeysMs = 7 * dayMs;
/** Longer than this no copy holds the log back: it copies everything anew then. */
const longestHeldMs = 30 * dayMs;

/** The chores that let go of rows by their age: events, keys of requests, and jobs where a person wants that. */
export function letGoOfRows(deps: {
  readonly queue: Pick<QueueStore, 'prune'>;
  readonly store: JobStore;
  readonly settings: () => Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: Pick<AuditLog, 'note'>;
  readonly mirror: Pick<MirrorWork, 'heldFrom'>;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
}): readonly Chore[] {
  const { queue, settings, clock, log, audit } = deps;

  async function pruneLog(): Promise<void> {
    const nowMs = clock.now();
    const heldFrom = await deps.mirror.heldFrom();
    const held = heldFrom === null ? null : { fromEvent: heldFrom, fromMs: nowMs - longestHeldMs };
    await queue.prune(nowMs - settings().eventDays * dayMs, nowMs - keepKeysMs, held);
  }

  async function forgetJobs(): Promise<void> {
    const removed = await forgetOldJobs({ ...deps, keepDays: () => settings().historyDays });
    if (removed === 0) return;
    log.info({ removed }, 'Old jobs were forgotten; their clips stay');
    const detail = `${removed} ${removed === 1 ? 'job' : 'jobs'} that ended long ago`;
    await audit.note({ action: 'job_deleted', actor: 'studio', detail });
  }

  return [pruneLog, forgetJobs];
}
