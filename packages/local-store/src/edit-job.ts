import type { JobId } from '@videoexpress/job-schema';
import type { EditedJob, JobEdit } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { closeOpenAttempt } from './attempt-changes.ts';
import { appendEvent } from './event-log.ts';
import type { History } from './expected-time.ts';
import { goneFile } from './gone-file.ts';
import { jobFromRow } from './rows.ts';
import type { Tables } from './tables.ts';

/** Changes what a queued job is to do, in a transaction that is already open. */
export async function editJob(
  trx: Kysely<Tables>,
  history: History,
  id: JobId,
  edit: JobEdit,
  nowMs: number,
): Promise<EditedJob> {
  const waiting = await trx
    .selectFrom('job')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (waiting === undefined) return { kind: 'not_queued' };
  const { input } = edit;
  const before = jobFromRow(waiting);
  if (input !== undefined) {
    const field = await goneFile(trx, before.kind, input);
    if (field !== null) return { kind: 'file_gone', field };
  }
  // An attempt that was put back must not end with a clip of the input it was first sent with.
  const stale = input !== undefined && (await closeOpenAttempt(trx, id));
  const expected = input === undefined ? null : history.expectedSeconds({ ...before, input });
  const row = await trx
    .updateTable('job')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(stale ? { attempt: set('attempt', '+', 1) } : {}),
      ...(edit.priority === undefined ? {} : { priority: edit.priority }),
      ...(input === undefined ? {} : { input_json: JSON.stringify(input), expected_seconds: expected }),
      ...(edit.runAtMs === undefined ? {} : { run_at_ms: edit.runAtMs }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const job = jobFromRow(row);
  await appendEvent(trx, 'job', job, nowMs);
  return { kind: 'edited', job };
}
