import { type Job, type JobId, jobStates, newAssetId, newAttemptId } from '@videoexpress/job-schema';
import type { JobChange, JobStore } from '@videoexpress/studio';
import type { Kysely } from 'kysely';
import { insertAsset } from './asset-store.ts';
import { claimableJob, nextDueMs } from './claim-query.ts';
import { appendEvent, type CommitSignal } from './event-log.ts';
import { guarded } from './guarded.ts';
import { writeTransition } from './job-transition.ts';
import { listJobs } from './list-jobs.ts';
import { activeWork, readWork } from './read-work.ts';
import { attemptFromRow, jobFromRow, jobToRow, recordFromRow } from './rows.ts';
import type { JobRow, Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

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

  async function changeAttempt(trx: Kysely<Tables>, row: JobRow, from: number, change: JobChange): Promise<void> {
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
  async function closeOpenAttempt(trx: Kysely<Tables>, id: JobId): Promise<boolean> {
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

  return {
    insert: (added, idempotency) =>
      change(async (trx) => {
        const { job } = added;
        const nowMs = Date.parse(job.createdAt);
        if (idempotency !== null) {
          const known = await trx
            .selectFrom('idempotency')
            .selectAll()
            .where('key', '=', idempotency.key)
            .executeTakeFirst();
          if (known !== undefined) {
            if (known.body_hash !== idempotency.bodyHash) return { kind: 'conflict' };
            const row = await trx.selectFrom('job').selectAll().where('id', '=', known.job_id).executeTakeFirst();
            // The job it made was removed since; the key has nothing left to repeat.
            if (row === undefined) return { kind: 'conflict' };
            return { kind: 'repeated', job: jobFromRow(row) };
          }
          await trx
            .insertInto('idempotency')
            .values({ key: idempotency.key, body_hash: idempotency.bodyHash, job_id: job.id, created_at_ms: nowMs })
            .execute();
        }
        await trx.insertInto('job').values(jobToRow(job, added.createdBootId)).execute();
        await appendEvent(trx, 'job', job, nowMs);
        return { kind: 'inserted', job };
      }),

    get: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('job').selectAll().where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : jobFromRow(row);
      }),

    list: (query) => guarded(() => listJobs(db, query)),

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
        const claimed = { claimedBootId: request.bootId, addSubmission: true } as const;
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

    nextDueMs: (nowMs) => guarded(() => nextDueMs(db, nowMs)),

    apply: (id, event, changed, nowMs) =>
      change(async (trx) => {
        const before = await trx.selectFrom('job').select('attempt').where('id', '=', id).executeTakeFirst();
        const row = await writeTransition(trx, id, event, changed, nowMs);
        if (row === null || before === undefined) return null;
        await changeAttempt(trx, row, before.attempt, changed);
        if (changed.asset !== undefined) await insertAsset(trx, changed.asset, relativePath, nowMs);
        return announce(trx, row, nowMs);
      }),

    noteProgress: (id, progress, nowMs) =>
      change(async (trx) => {
        const row = await trx
          .updateTable('job')
          .set((set) => ({ progress_json: JSON.stringify(progress), version: set('version', '+', 1) }))
          .where('id', '=', id)
          .where('state', 'in', ['submitted', 'running', 'collecting'])
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? null : announce(trx, row, nowMs);
      }),

    edit: (id, edit, nowMs) =>
      change(async (trx) => {
        // An attempt that was put back must not end with a clip of the input it was first sent with.
        const stale = edit.input === undefined ? false : await closeOpenAttempt(trx, id);
        const row = await trx
          .updateTable('job')
          .set((set) => ({
            version: set('version', '+', 1),
            ...(stale ? { attempt: set('attempt', '+', 1) } : {}),
            ...(edit.priority === undefined ? {} : { priority: edit.priority }),
            ...(edit.input === undefined ? {} : { input_json: JSON.stringify(edit.input) }),
            ...(edit.runAtMs === undefined ? {} : { run_at_ms: edit.runAtMs }),
          }))
          .where('id', '=', id)
          .where('state', '=', 'queued')
          .returningAll()
          .executeTakeFirst();
        return row === undefined ? null : announce(trx, row, nowMs);
      }),

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

    active: () => guarded(() => activeWork(db)),

    work: (id) => guarded(() => readWork(db, id)),

    noteSubmission: (id, outcome) =>
      change(async (trx) => {
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
      }),

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
