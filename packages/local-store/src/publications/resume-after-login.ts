import { type JobId, jobIdSchema } from '@videoexpress/job-schema';
import { type Kysely, sql } from 'kysely';
import { appendEvent } from '../event-log.ts';
import { jobFromRow } from '../rows.ts';
import type { Tables } from '../tables.ts';
import type { AnnouncePublication } from './announce-publication.ts';

/** Posts whose jobs wait for a login that is there again. */
export function waitingForLogin(db: Kysely<Tables>, except: readonly JobId[]) {
  return db
    .selectFrom('post')
    .innerJoin('connection', 'connection.id', 'post.connection_id')
    .innerJoin('job', 'job.id', 'post.job_id')
    .select(['job.id as job', 'post.id as post', 'post.publication_id as publication'])
    .where('connection.state', '=', 'ok')
    .where('job.state', '=', 'queued')
    .where('job.id', 'not in', except)
    .where(sql`json_extract(post.error_json, '$.code')`, '=', 'needs_login')
    .execute();
}

/** Ends the wait of the jobs whose posts need a login that is there again, in a transaction that is already open. */
export async function resumeAfterLogin(
  trx: Kysely<Tables>,
  {
    announce,
    except,
    nowMs,
  }: { readonly announce: AnnouncePublication; readonly except: readonly JobId[]; readonly nowMs: number },
): Promise<readonly JobId[]> {
  const waiting = await waitingForLogin(trx, except);
  for (const { job, post, publication } of waiting) {
    const row = await trx
      .updateTable('job')
      .set((set) => ({ not_before_ms: nowMs, version: set('version', '+', 1) }))
      .where('id', '=', job)
      .returningAll()
      .executeTakeFirstOrThrow();
    await appendEvent(trx, 'job', jobFromRow(row), nowMs);
    await trx.updateTable('post').set({ state: 'queued', error_json: null }).where('id', '=', post).execute();
    announce(publication, nowMs);
  }
  return waiting.map(({ job }) => jobIdSchema.parse(job));
}
