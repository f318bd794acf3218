import type { Kysely } from 'kysely';
import { appendEvent } from './event-log.ts';
import type { Tables } from './tables.ts';

/**
 * Removes up to `limit` jobs that ended before `olderThanMs`, oldest first, with their events, in a transaction that is
 * already open. A job with an attempt that an engine may still know stays.
 */
export async function removeEndedJobs(
  trx: Kysely<Tables>,
  olderThanMs: number,
  limit: number,
  nowMs: number,
): Promise<number> {
  const old = await trx
    .selectFrom('job')
    .select('id')
    .where('state', 'in', ['succeeded', 'failed', 'cancelled'])
    .where('finished_at_ms', '<', olderThanMs)
    .where((job) =>
      job.not(
        job.exists(
          job
            .selectFrom('attempt')
            .select('attempt.id')
            .whereRef('attempt.job_id', '=', 'job.id')
            .where('attempt.outcome', '!=', 'closed'),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  const ids = old.map((row) => row.id);
  if (ids.length === 0) return 0;
  await trx.deleteFrom('job').where('id', 'in', ids).execute();
  for (const id of ids) await appendEvent(trx, 'job', { id, deleted: true }, nowMs);
  return ids.length;
}
