import { setImmediate } from 'node:timers/promises';
import {
  activeStates,
  type Job,
  type JobEvent,
  type JobId,
  jobIdSchema,
  type JobState,
  jobStates,
} from '@videoexpress/job-schema';
import type { JobChange, JobStore } from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { changeAttempt, writeSubmission } from './attempt-changes.ts';
import { betweenTransactions } from './between-transactions.ts';
import { claimJobs } from './claim-jobs.ts';
import { editJob } from './edit-job.ts';
import { appendEvent, appendEvents, type CommitSignal } from './event-log.ts';
import { createHistory } from './expected-time.ts';
import { guarded } from './guarded.ts';
import { insertJobs } from './insert-jobs.ts';
import { cancelWaiting, progressText, writeTransition } from './job-transition.ts';
import type { AssetStatements } from './library/asset-statements.ts';
import { insertAsset } from './library/asset-store.ts';
import { listJobs } from './list-jobs.ts';
import { listQueue } from './list-queue.ts';
import { moveJob } from './move-job.ts';
import { prepareQueueStatements } from './queue-statements.ts';
import { prepareAnnouncePublication } from './publications/announce-publication.ts';
import { prepareFollowJob } from './publications/follow-job.ts';
import { activeWork, readWork } from './read-work.ts';
import { removeEndedJobs } from './remove-ended-jobs.ts';
import { attemptFromRow, jobAttemptFromRow, jobFromRow } from './rows.ts';
import { writeLateSpending } from './spend/write-spending.ts';
import type { JobRow, Tables } from './tables.ts';
import type { WriteTransaction } from './write-transaction.ts';

const progresses: ReadonlySet<JobState> = new Set(['submitted', 'running', 'collecting']);

/** Jobs that are cancelled without anyone else having a turn. */
const cancelledAtOnce = 250;

export interface JobStoreDeps {
  readonly db: Kysely<Tables>;
  readonly connection: Database.Database;
  readonly assetStatements: AssetStatements;
  readonly write: WriteTransaction;
  readonly commits: CommitSignal;
  /** A path as it is kept: below the data folder. */
  readonly relativePath: (path: string) => string;
}

/** The queue's tables. Every method is one transaction, with the event rows of what it changed. */
export function createJobStore(deps: JobStoreDeps): JobStore {
  const { db, connection, assetStatements, write, commits, relativePath } = deps;
  const statements = prepareQueueStatements(connection);
  const history = createHistory(connection);
  const followJob = prepareFollowJob(connection);
  const announcePublication = prepareAnnouncePublication(connection);

  /** Runs a change in one transaction and tells the log's readers once it is committed. */
  async function change<T>(operation: (trx: Kysely<Tables>) => T | Promise<T>): Promise<T> {
    try {
      const result = await write(operation);
      commits.fire();
      return result;
    } catch (cause) {
      // What was read meanwhile may have been taken back with it.
      history.hasChanged();
      throw cause;
    }
  }

  function announce(row: JobRow, nowMs: number): Job {
    const job = jobFromRow(row);
    statements.insertEvent.run('job', JSON.stringify(job), nowMs);
    tellPost(row, nowMs);
    return job;
  }

  /** What became of a publish job is written to its post with it. */
  function tellPost(row: JobRow, nowMs: number): void {
    const publication = followJob(row);
    if (publication !== null) announcePublication(publication, nowMs);
  }

  function applied(
    trx: Kysely<Tables>,
    id: JobId,
    event: JobEvent,
    changed: JobChange,
    nowMs: number,
  ): Job | null | Promise<Job> {
    const written = writeTransition(statements, id, event, changed, nowMs);
    if (written === null) return null;
    const { row, before } = written;
    changeAttempt(statements, row, before.attempt, changed);
    if (row.state === 'succeeded') history.hasChanged();
    if (changed.asset === undefined) return announce(row, nowMs);
    const kept = insertAsset(trx, assetStatements, changed.asset, relativePath, nowMs);
    return kept instanceof Promise ? kept.then(() => announce(row, nowMs)) : announce(row, nowMs);
  }

  return {
    insert: (jobs, idempotency) => change((trx) => insertJobs(trx, { statements, history }, jobs, idempotency)),

    get: (id) =>
      guarded(async () => {
        const row = await betweenTransactions(db, () => statements.job.get(id));
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

    claim: (request) => change(() => claimJobs({ statements, history, announce }, request)),

    samples: (like) => guarded(async () => history.samples(like)),

    nextDueMs: (nowMs) => guarded(async () => statements.nextDue.get(nowMs)?.dueMs ?? null),

    apply: (id, event, changed, nowMs) => change((trx) => applied(trx, id, event, changed, nowMs)),

    accepted: ({ attemptId, jobId, remoteId, progress }, nowMs) =>
      change((trx) => {
        // The remote id is kept even when the job was cancelled meanwhile: the closer needs it to stop the render.
        writeSubmission(statements, attemptId, { remoteId });
        return applied(trx, jobId, 'accepted', { progress }, nowMs);
      }),

    cancelAll: (except, nowMs) =>
      change(async (trx) => {
        const cancelled: Job[] = [];
        for (;;) {
          const rows = await cancelWaiting(trx, except, cancelledAtOnce, nowMs);
          for (const row of rows) tellPost(row, nowMs);
          const some = rows.map(jobFromRow);
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
        for (const row of move.rows) announce(row, nowMs);
        return { kind: 'moved', job: jobFromRow(move.row) };
      }),

    noteProgress: (id, progress, nowMs) =>
      change(() => {
        const before = statements.job.get(id);
        if (before === undefined || !progresses.has(before.state)) return null;
        const row = {
          ...before,
          progress_json: progressText(before, progress, nowMs),
          version: before.version + 1,
        };
        statements.progress.run({ id, progress_json: row.progress_json, version: row.version });
        return announce(row, nowMs);
      }),

    edit: (id, edit, nowMs) => change((trx) => editJob(trx, history, id, edit, nowMs)),

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
        history.hasChanged();
        await appendEvent(trx, 'job', { id, deleted: true }, nowMs);
        return true;
      }),

    removeEnded: (olderThanMs, limit, nowMs) =>
      change((trx) => {
        history.hasChanged();
        return removeEndedJobs(trx, olderThanMs, limit, nowMs);
      }),

    active: () => guarded(() => activeWork(db)),

    work: (id) => guarded(() => readWork(db, id)),

    noteSubmission: (id, outcome) => change(() => writeSubmission(statements, id, outcome)),

    closing: () =>
      guarded(async () => {
        const rows = await betweenTransactions(db, () => statements.closingAttempts.all());
        return rows.map(attemptFromRow);
      }),

    noteSpent: (id, usd, nowMs) =>
      change(() => {
        const attempt = statements.spend.attempt.get(id);
        const before = attempt === undefined ? undefined : statements.job.get(attempt.job_id);
        if (attempt === undefined || before === undefined) return;
        const cost = writeLateSpending(statements.spend, attempt, before, usd, nowMs);
        if (cost === before.cost_json) return;
        const row = { ...before, cost_json: cost, version: before.version + 1 };
        statements.jobCost.run({ id: row.id, cost_json: cost, version: row.version });
        history.hasChanged();
        announce(row, nowMs);
      }),

    attempts: (id) =>
      guarded(() =>
        betweenTransactions(db, () => {
          if (statements.job.get(id) === undefined) return null;
          return statements.spend.attempts.all(id).map(jobAttemptFromRow);
        }),
      ),

    noteClosed: (id) => change(() => void statements.attemptClosed.run(id)),
  };
}
