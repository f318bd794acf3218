import type { AttemptId, JobId } from '@videoexpress/job-schema';
import type { JobChange } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { JobRow, Tables } from './tables.ts';

/** What the event that gave `row` means for the attempt it was in, number `from`. */
export async function changeAttempt(trx: Kysely<Tables>, row: JobRow, from: number, change: JobChange): Promise<void> {
  const closing = change.closeAttempt !== undefined;
  if (!closing && change.warnings === undefined) return;
  await trx
    .updateTable('attempt')
    .set({
      ...(closing ? { outcome: 'closing', cancel_remote: change.closeAttempt === 'cancel' ? 1 : 0 } : {}),
      ...(change.warnings === undefined ? {} : { warnings_json: JSON.stringify(change.warnings) }),
    })
    .where('job_id', '=', row.id)
    .where('number', '=', from)
    .where('outcome', 'in', ['open', 'unknown'])
    .execute();
}

/** Says whether a queued job had an attempt that was put back; it has none then. */
export async function closeOpenAttempt(trx: Kysely<Tables>, id: JobId): Promise<boolean> {
  const queued = trx.selectFrom('job').select('id').where('id', '=', id).where('state', '=', 'queued');
  const closed = await trx
    .updateTable('attempt')
    .set({ outcome: 'closing', cancel_remote: 1 })
    .where('job_id', 'in', queued)
    .where('outcome', 'in', ['open', 'unknown'])
    .returning('id')
    .execute();
  return closed.length > 0;
}

/** Writes down what is known of a submission; one that was refused never counted. */
export async function writeSubmission(
  trx: Kysely<Tables>,
  id: AttemptId,
  outcome: { remoteId: string } | 'unknown' | 'refused',
): Promise<void> {
  if (outcome === 'refused') {
    const attempt = await trx
      .updateTable('attempt')
      .set((set) => ({ submissions: set('submissions', '-', 1) }))
      .where('id', '=', id)
      .returning('job_id')
      .executeTakeFirst();
    if (attempt === undefined) return;
    await trx
      .updateTable('job')
      .set((set) => ({ submissions: set('submissions', '-', 1) }))
      .where('id', '=', attempt.job_id)
      .execute();
    return;
  }
  const patch = outcome === 'unknown' ? { outcome } : { remote_id: outcome.remoteId };
  const stillOpen = outcome === 'unknown' ? (['open'] as const) : (['open', 'unknown', 'closing'] as const);
  await trx.updateTable('attempt').set(patch).where('id', '=', id).where('outcome', 'in', stillOpen).execute();
  if (outcome !== 'unknown')
    await trx
      .updateTable('attempt')
      .set({ outcome: 'open' })
      .where('id', '=', id)
      .where('outcome', '=', 'unknown')
      .execute();
}
