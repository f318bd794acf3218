import type { Job, JobId } from '@videoexpress/job-schema';
import type { EditedJob, JobEdit } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { closeOpenAttempt } from './attempt-changes.ts';
import { appendEvent } from './event-log.ts';
import type { History } from './expected-time.ts';
import { goneFile } from './gone-file.ts';
import { jobFromRow } from './rows.ts';
import { costText } from './spend/cost-text.ts';
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
  const input = edit.input?.value;
  const before = jobFromRow(waiting);
  if (input !== undefined) {
    const field = await goneFile(trx, before.kind, input);
    if (field !== null) return { kind: 'file_gone', field };
  }
  // An attempt that was put back must not end with a clip of the input it was first sent with.
  const stale = input !== undefined && (await closeOpenAttempt(trx, id));
  const changed = edit.input === undefined ? {} : changedInput(history, before, edit.input);
  const row = await trx
    .updateTable('job')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(stale ? { attempt: set('attempt', '+', 1) } : {}),
      ...(edit.priority === undefined ? {} : { priority: edit.priority }),
      ...changed,
      ...(edit.runAtMs === undefined ? {} : { run_at_ms: edit.runAtMs }),
    }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const job = jobFromRow(row);
  await appendEvent(trx, 'job', job, nowMs);
  return { kind: 'edited', job };
}

/** The columns that follow from what is to be rendered. */
function changedInput(history: History, before: Job, { value, rates }: NonNullable<JobEdit['input']>) {
  const { seconds, usd } = history.expected({ ...before, input: value }, rates);
  return {
    input_json: JSON.stringify(value),
    expected_seconds: seconds,
    cost_json: costText(usd, before.cost?.actualUsd ?? null),
  };
}
