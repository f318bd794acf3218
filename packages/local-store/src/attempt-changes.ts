import type { AttemptId, JobId } from '@videoexpress/job-schema';
import type { JobChange } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { QueueStatements } from './queue-statements.ts';
import type { JobRow, Tables } from './tables.ts';

/** What the event that gave `row` means for the attempt it was in, number `from`. */
export function changeAttempt(statements: QueueStatements, row: JobRow, from: number, change: JobChange): void {
  if (change.warnings !== undefined) statements.warnOfAttempt.run(JSON.stringify(change.warnings), row.id, from);
  if (change.closeAttempt !== undefined)
    statements.closeAttempt.run(change.closeAttempt === 'cancel' ? 1 : 0, row.id, from);
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
export function writeSubmission(
  statements: QueueStatements,
  id: AttemptId,
  outcome: { remoteId: string } | 'unknown' | 'refused',
): void {
  if (outcome === 'refused') {
    const attempt = statements.uncountSubmission.get(id);
    if (attempt !== undefined) statements.uncountJobSubmission.run(attempt.job_id);
  } else if (outcome === 'unknown') {
    statements.loseAttempt.run(id);
  } else {
    statements.linkAttempt.run(outcome.remoteId, id);
  }
}
