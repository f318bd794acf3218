import {
  isEndState,
  type JobEvent,
  type JobId,
  nextState,
  type Progress,
  progressSchema,
} from '@videoexpress/job-schema';
import { type JobChange, progressBefore, withStageStart } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import type { Expected } from './expected-time.ts';
import type { QueueStatements } from './queue-statements.ts';
import { withEstimate } from './spend/cost-text.ts';
import { writeSpending } from './spend/write-spending.ts';
import type { JobRow, Tables } from './tables.ts';

/**
 * The one place where a job's state is written. The table of `job-schema` says where the event leads; the update is
 * guarded by the state and version that were read, so an event that comes late changes no row. Returns the row as it now
 * is and as it was, or null.
 */
export function writeTransition(
  statements: QueueStatements,
  id: JobId,
  event: JobEvent,
  change: JobChange & {
    readonly claimedBootId?: string;
    readonly addSubmission?: true;
    readonly expected?: Expected;
  },
  nowMs: number,
): { readonly row: JobRow; readonly before: JobRow } | null {
  const before = statements.job.get(id);
  if (before === undefined) return null;
  const to = nextState(before.state, event);
  if (to === null) return null;
  // Before the row itself: the money is spent, whatever becomes of the job.
  const cost = writeSpending(statements.spend, before, change, nowMs);
  const progress = change.progress ?? (to === before.state ? null : restingProgress(event));
  const row: JobRow = {
    ...before,
    state: to,
    version: before.version + 1,
    attempt: event === 'retry' ? before.attempt + 1 : before.attempt,
    ...(progress === null ? {} : { progress_json: progressText(before, progress, nowMs, event) }),
    ...(change.error === undefined ? {} : { error_json: JSON.stringify(change.error) }),
    ...(change.asset === undefined ? {} : { output_json: JSON.stringify({ assetIds: [change.asset.asset.id] }) }),
    ...(change.notBeforeMs === undefined ? {} : { not_before_ms: change.notBeforeMs, snoozed_at_ms: nowMs }),
    ...(change.claimedBootId === undefined ? {} : { claimed_boot_id: change.claimedBootId }),
    ...(change.expected === undefined ? {} : { expected_seconds: change.expected.seconds }),
    cost_json: change.expected === undefined ? cost : withEstimate(cost, change.expected.usd),
    crashes: before.crashes + (change.crashed ? 1 : 0),
    orphaned: before.orphaned + (change.orphaned ? 1 : 0),
    auto_retries: before.auto_retries + (change.autoRetried ? 1 : 0),
    submissions: before.submissions + (change.addSubmission ? 1 : 0),
    // Work that begins again has its own start: the time of a run that was lost is no part of how long this one takes.
    started_at_ms: event === 'claim' ? nowMs : before.started_at_ms,
    finished_at_ms: isEndState(to) ? nowMs : null,
  };
  const seen = { seenState: before.state, seenVersion: before.version };
  return statements.transition.run({ ...row, ...seen }).changes === 1 ? { row, before } : null;
}

/**
 * Cancels up to `limit` jobs that wait, but those named, with their open attempts. There may be thousands, so it is one
 * statement; the table is asked all the same. Returns the rows as they now are.
 */
export async function cancelWaiting(
  trx: Kysely<Tables>,
  except: readonly JobId[],
  limit: number,
  nowMs: number,
): Promise<readonly JobRow[]> {
  const to = nextState('queued', 'cancel');
  const progress = restingProgress('cancel');
  if (to === null || progress === null) return [];
  const waiting = trx
    .selectFrom('job')
    .select('id')
    .where('state', '=', 'queued')
    .where('id', 'not in', except)
    .orderBy('id')
    .limit(limit);
  await trx
    .updateTable('attempt')
    .set({ outcome: 'closing', cancel_remote: 1 })
    .where('job_id', 'in', waiting)
    .where('outcome', 'in', ['open', 'unknown'])
    .execute();
  return trx
    .updateTable('job')
    .set((set) => ({
      state: to,
      version: set('version', '+', 1),
      progress_json: JSON.stringify(withStageStart(null, progress, nowMs)),
      finished_at_ms: nowMs,
    }))
    .where('id', 'in', waiting)
    .returningAll()
    .execute();
}

/** Progress as it is kept: with the moments at which its stage and the render began. `event`: what brings it, where that is one. */
export function progressText(
  row: Pick<JobRow, 'progress_json'>,
  progress: Progress,
  nowMs: number,
  event?: JobEvent,
): string {
  const known = progressSchema.parse(JSON.parse(row.progress_json));
  const before = event === undefined ? known : progressBefore(known, event, nowMs);
  return JSON.stringify(withStageStart(before, progress, nowMs));
}

/** What a job shows after an event that brings no progress of its own. */
function restingProgress(event: JobEvent): Progress | null {
  switch (event) {
    case 'claim':
      return { fraction: null, stage: 'Sending' };
    case 'retry':
      return { fraction: null, stage: 'Queued again' };
    case 'snooze':
      return { fraction: null, stage: 'Queued' };
    case 'cancel':
      return { fraction: null, stage: 'Cancelled' };
    case 'fail':
      return { fraction: null, stage: 'Failed' };
    case 'accepted':
    case 'started':
    case 'finished':
    case 'stored':
    case 'stumble':
      return null;
  }
}
