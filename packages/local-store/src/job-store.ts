import { setImmediate } from 'node:timers/promises';
import {
  activeStates,
  type Job,
  type JobEvent,
  type JobId,
  jobIdSchema,
  jobStates,
  newAssetId,
  newAttemptId,
} from '@videoexpress/job-schema';
import type { JobChange, JobStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { changeAttempt, writeSubmission } from './attempt-changes.ts';
import { claimableJob, nextDueMs } from './claim-query.ts';
import { editJob } from './edit-job.ts';
import { appendEvent, appendEvents, type CommitSignal } from './event-log.ts';
import { createExpectation, readSamples } from './expected-time.ts';
import { guarded } from './guarded.ts';
import { insertJobs } from './insert-jobs.ts';
import { cancelWaiting, progressText, writeTransition } from './job-transition.ts';
import { insertAsset } from './library/asset-store.ts';
import { listJobs } from './list-jobs.ts';
import { listQueue } from './list-queue.ts';
import { moveJob } from './move-job.ts';
import { activeWork, readWork } from './read-work.ts';
import { removeEndedJobs } from './remove-ended-jobs.ts';
import { attemptFromRow, jobFromRow, recordFromRow } from './rows.ts';
import type { JobRow, Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

/** Jobs that are cancelled without anyone else having a turn. */
const cancelledAtOnce = 250;

export interface JobStoreDeps {
  readonly db: Kysely<Tables>;
  readonly write: WriteTransaction;
  readonly commits: CommitSignal;
  /** A path as it is kept: below the data folder. */
  readonly relativePath: (path: string) => string;
}

/** The queue's tables. Every method is one transaction, with the event rows of what it changed. */
export function createJobStore({ db, write, commits, relativePath }: JobStoreDeps): JobStore {
  /** Runs a change in one transaction and tells the log's readers once it is committed. */
  async function change<T>(operation: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
    const result = await write(operation);
    commits.fire();
    return result;
  }

  async function announce(trx: Kysely<Tables>, row: JobRow, nowMs: number): Promise<Job> {
    const job = jobFromRow(row);
    await appendEvent(trx, 'job', job, nowMs);
    return job;
  }

  async function applied(
    trx: Kysely<Tables>,
    id: JobId,
    event: JobEvent,
    changed: JobChange,
    nowMs: number,
  ): Promise<Job | null> {
    const before = await trx.selectFrom('job').select('attempt').where('id', '=', id).executeTakeFirst();
    const row = await writeTransition(trx, id, event, changed, nowMs);
    if (row === null || before === undefined) return null;
    await changeAttempt(trx, row, before.attempt, changed);
    if (changed.asset !== undefined) await insertAsset(trx, changed.asset, relativePath, nowMs);
    return announce(trx, row, nowMs);
  }

  return {
    insert: (jobs, idempotency) => change((trx) => insertJobs(trx, jobs, idempotency)),

    get: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : jobFromRow(row);
      }),

    list: (query) => guarded(() => (query.sort === 'queue' ? listQueue(db, query) : listJobs(db, query))),

    counts: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom('job')
          .select(['state', db.fn.countAll<number>().as('count')])
          .groupBy('state')
          .execute();
        const counts = new Map(rows.map((row) => [row.state, Number(row.count)]));
        const zero = {
          queued: 0,
          dispatching: 0,
          submitted: 0,
          running: 0,
          collecting: 0,
          succeeded: 0,
          failed: 0,
          cancelled: 0,
        };
        for (const state of jobStates) zero[state] = counts.get(state) ?? 0;
        return zero;
      }),

    claim: (request) =>
      change(async (trx) => {
        const candidate = await claimableJob(trx, request);
        if (candidate === null) return null;
        const waiting = await trx
          .selectFrom('job')
          .selectAll()
          .where('id', '=', candidate.id)
          .executeTakeFirstOrThrow();
        const expectedSeconds = await createExpectation(trx)(jobFromRow(waiting));
        const claimed = { claimedBootId: request.bootId, addSubmission: true, expectedSeconds } as const;
        const row = await writeTransition(trx, candidate.id, 'claim', claimed, request.nowMs);
        if (row === null) return null;
        // After a snooze the attempt goes on: same row, same asset id, one submission more.
        const attempt = await trx
          .insertInto('attempt')
          .values({
            id: newAttemptId(),
            job_id: row.id,
            number: row.attempt,
            engine: row.engine,
            asset_id: newAssetId(),
            remote_id: null,
            submissions: 1,
            outcome: 'open',
            cancel_remote: 0,
            warnings_json: '[]',
            boot_id: request.bootId,
            created_at_ms: request.nowMs,
          })
          .onConflict((conflict) =>
            conflict.columns(['job_id', 'number']).doUpdateSet((set) => ({
              submissions: set('attempt.submissions', '+', 1),
              outcome: 'open',
              // It names the submission before this one.
              remote_id: null,
              boot_id: request.bootId,
            })),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        await announce(trx, row, request.nowMs);
        return { record: recordFromRow(row), attempt: attemptFromRow(attempt) };
      }),

    samples: (like) => guarded(() => readSamples(db, like)),

    nextDueMs: (nowMs) => guarded(() => nextDueMs(db, nowMs)),

    apply: (id, event, changed, nowMs) => change((trx) => applied(trx, id, event, changed, nowMs)),

    cancelAll: (except, nowMs) =>
      change(async (trx) => {
        const cancelled: Job[] = [];
        for (;;) {
          const some = (await cancelWaiting(trx, except, cancelledAtOnce, nowMs)).map(jobFromRow);
          await appendEvents(trx, 'job', some, nowMs);
          cancelled.push(...some);
          if (some.length < cancelledAtOnce) break;
          // Streams and files go on in between; the queue does not, since the transaction is still open.
          await setImmediate();
        }
        const active = await trx
          .selectFrom('job')
          .select('id')
          .where('state', 'in', activeStates)
          .where('id', 'not in', except)
          .execute();
        for (const { id } of active) {
          const job = await applied(trx, jobIdSchema.parse(id), 'cancel', { closeAttempt: 'cancel' }, nowMs);
          if (job !== null) cancelled.push(job);
        }
        return cancelled.map(({ id }) => id).toSorted();
      }),

    move: (id, after, nowMs) =>
      change(async (trx) => {
        const move = await moveJob(trx, id, after);
        if (move.kind !== 'moved') return move;
        for (const row of move.rows) await announce(trx, row, nowMs);
        return { kind: 'moved', job: jobFromRow(move.row) };
      }),

    noteProgress: (id, progress, nowMs) =>
      change(async (trx) => {
        const before = await trx
          .selectFrom('job')
          .select('progress_json')
          .where('id', '=', id)
          .where('state', 'in', ['submitted', 'running', 'collecting'])
          .executeTakeFirst();
        if (before === undefined) return null;
        const row = await trx
          .updateTable('job')
          .set((set) => ({
            progress_json: progressText(before, progress, nowMs),
            version: set('version', '+', 1),
          }))
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        return announce(trx, row, nowMs);
      }),

    edit: (id, edit, nowMs) => change((trx) => editJob(trx, id, edit, nowMs)),

    remove: (id, nowMs) =>
      change(async (trx) => {
        const unfinished = await trx
          .selectFrom('attempt')
          .select('id')
          .where('job_id', '=', id)
          .where('outcome', '!=', 'closed')
          .executeTakeFirst();
        if (unfinished !== undefined) return false;
        const gone = await trx
          .deleteFrom('job')
          .where('id', '=', id)
          .where('state', 'in', ['succeeded', 'failed', 'cancelled'])
          .returning('id')
          .executeTakeFirst();
        if (gone === undefined) return false;
        await appendEvent(trx, 'job', { id, deleted: true }, nowMs);
        return true;
      }),

    removeEnded: (olderThanMs, limit, nowMs) => change((trx) => removeEndedJobs(trx, olderThanMs, limit, nowMs)),

    active: () => guarded(() => activeWork(db)),

    work: (id) => guarded(() => readWork(db, id)),

    noteSubmission: (id, outcome) => change((trx) => writeSubmission(trx, id, outcome)),

    closing: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom('attempt')
          .selectAll()
          .where('outcome', '=', 'closing')
          .orderBy('id')
          .execute();
        return rows.map(attemptFromRow);
      }),

    noteClosed: (id) =>
      change(async (trx) => {
        await trx.updateTable('attempt').set({ outcome: 'closed' }).where('id', '=', id).execute();
      }),
  };
}
