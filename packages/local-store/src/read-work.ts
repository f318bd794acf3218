import { activeStates, type JobId } from '@videoexpress/job-schema';
import type { Work } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { attemptFromRow, recordFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** A job with the attempt it is in; null when it has none yet. */
export async function readWork(db: Kysely<Tables>, id: JobId): Promise<Work | null> {
  const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const attempt = await db
    .selectFrom('attempt')
    .selectAll()
    .where('job_id', '=', row.id)
    .where('number', '=', row.attempt)
    .executeTakeFirst();
  return attempt === undefined ? null : { record: recordFromRow(row), attempt: attemptFromRow(attempt) };
}

/** Every job between claim and end. */
export async function activeWork(db: Kysely<Tables>): Promise<Work[]> {
  const rows = await db.selectFrom('job').selectAll().where('state', 'in', activeStates).orderBy('id').execute();
  const attempts = await db
    .selectFrom('attempt')
    .innerJoin('job', (join) => join.onRef('job.id', '=', 'attempt.job_id').onRef('job.attempt', '=', 'attempt.number'))
    .selectAll('attempt')
    .where('job.state', 'in', activeStates)
    .execute();
  const byJob = new Map(attempts.map((attempt) => [attempt.job_id, attempt]));
  return rows.flatMap((row) => {
    const attempt = byJob.get(row.id);
    return attempt === undefined ? [] : [{ record: recordFromRow(row), attempt: attemptFromRow(attempt) }];
  });
}
