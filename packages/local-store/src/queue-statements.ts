import { activeStates } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';
import { prepareSpendStatements } from './spend/spend-statements.ts';
import type { AttemptRow, JobRow, NewJobRow } from './tables.ts';

/** What a transition may change in a job's row; every one of them is written each time. */
const changedByTransitions = [
  'state',
  'version',
  'attempt',
  'progress_json',
  'error_json',
  'cost_json',
  'output_json',
  'not_before_ms',
  'snoozed_at_ms',
  'claimed_boot_id',
  'expected_seconds',
  'crashes',
  'orphaned',
  'auto_retries',
  'submissions',
  'started_at_ms',
  'finished_at_ms',
] as const satisfies readonly (keyof JobRow)[];

const jobColumns = [
  'id',
  'kind',
  'engine',
  'input_json',
  'priority',
  'position',
  'project_id',
  'retry_of',
  'run_at_ms',
  'created_at_ms',
  'created_boot_id',
  ...changedByTransitions,
] as const satisfies readonly (keyof JobRow)[];

const active = activeStates.map((state) => `'${state}'`).join(', ');

/** What a claim asks of the queue, with 0 or 1 for no and yes. */
export interface DueParameters {
  readonly nowMs: number;
  /** Engines without room, as a JSON list. */
  readonly fullEngines: string;
  readonly soloBootId: string | null;
  readonly suspectLimit: number;
}

/**
 * A wait that was set in what is now the future counts no longer: the wall clock was put back. Named by its index: SQLite
 * would otherwise find the queued jobs through the one over all states, and sort thousands of them for every claim.
 */
const firstDue = (condition: string) => `
  SELECT * FROM job INDEXED BY job_queued
  WHERE state = 'queued' AND ${condition}
    AND engine NOT IN (SELECT value FROM json_each(@fullEngines))
    AND (run_at_ms IS NULL OR run_at_ms <= @nowMs)
    AND (not_before_ms IS NULL OR not_before_ms <= @nowMs OR snoozed_at_ms > @nowMs)
    AND (@soloBootId IS NULL OR created_boot_id = @soloBootId)
  ORDER BY priority, position, id LIMIT 1`;

export const dueQueries = {
  sound: firstDue('orphaned < @suspectLimit'),
  suspect: firstDue('orphaned >= @suspectLimit'),
} as const;

/**
 * The statements of every job's path, prepared once. They run by the thousand, and a query that is put together and
 * prepared anew takes many times as long as SQLite takes to run it (decision 0014). Everything else is asked through Kysely.
 *
 * The plus before a parameter stands where SQLite would look at the value to choose its plan: it then prepares the statement
 * anew, unseen, for each value that is bound. An expression is not looked into.
 */
export function prepareQueueStatements(db: Database.Database) {
  const settings = changedByTransitions.map((column) => `${column} = @${column}`).join(', ');
  return {
    job: db.prepare<[string], JobRow>('SELECT * FROM job WHERE id = ?'),
    insertJob: db.prepare<[NewJobRow]>(
      `INSERT INTO job (${jobColumns.join(', ')}) VALUES (${jobColumns.map((column) => `@${column}`).join(', ')})`,
    ),
    /** Guarded by the state and the version that were read. */
    transition: db.prepare<[JobRow & { readonly seenState: string; readonly seenVersion: number }]>(
      `UPDATE job SET ${settings} WHERE id = @id AND state = @seenState AND version = @seenVersion`,
    ),
    progress: db.prepare<[{ readonly id: string; readonly progress_json: string; readonly version: number }]>(
      'UPDATE job SET progress_json = @progress_json, version = @version WHERE id = @id',
    ),
    uncountJobSubmission: db.prepare<[string]>('UPDATE job SET submissions = submissions - 1 WHERE id = ?'),
    lastPosition: db.prepare<[number], { position: number }>(
      `SELECT position FROM job INDEXED BY job_queued
       WHERE state = 'queued' AND priority = +? ORDER BY position DESC LIMIT 1`,
    ),
    lastActivePosition: db.prepare<[number], { position: number | null }>(
      `SELECT max(position) AS position FROM job WHERE state IN (${active}) AND priority = +?`,
    ),
    firstPlace: db.prepare<[], { id: string; priority: number; position: number }>(
      `SELECT id, priority, position FROM job INDEXED BY job_queued
       WHERE state = 'queued' ORDER BY priority, position, id LIMIT 1`,
    ),
    firstDue: db.prepare<[DueParameters], JobRow>(dueQueries.sound),
    firstDueSuspect: db.prepare<[DueParameters], JobRow>(dueQueries.suspect),
    suspectRuns: db.prepare<[number], { id: string }>(
      `SELECT id FROM job WHERE state IN (${active}) AND orphaned >= +? LIMIT 1`,
    ),
    nextDue: db.prepare<[number], { dueMs: number | null }>(
      `SELECT min(max(ifnull(run_at_ms, 0), ifnull(not_before_ms, 0))) AS dueMs FROM job INDEXED BY job_due
       WHERE state = 'queued' AND (run_at_ms IS NOT NULL OR not_before_ms IS NOT NULL)
         AND max(ifnull(run_at_ms, 0), ifnull(not_before_ms, 0)) > ?`,
    ),
    jobCost: db.prepare<[{ readonly id: string; readonly cost_json: string | null; readonly version: number }]>(
      'UPDATE job SET cost_json = @cost_json, version = @version WHERE id = @id',
    ),
    setting: db.prepare<[string], { value_json: string }>('SELECT value_json FROM setting WHERE key = ?'),
    insertEvent: db.prepare<[string, string, number]>(
      'INSERT INTO event (topic, payload_json, at_ms) VALUES (?, ?, ?)',
    ),
    /** After a snooze the attempt goes on: same row, same asset id, one submission more; its remote id named the one before. */
    openAttempt: db.prepare<[AttemptRow], AttemptRow>(
      `INSERT INTO attempt (id, job_id, number, engine, asset_id, remote_id, submissions, outcome, cancel_remote,
         warnings_json, boot_id, created_at_ms)
       VALUES (@id, @job_id, @number, @engine, @asset_id, @remote_id, @submissions, @outcome, @cancel_remote,
         @warnings_json, @boot_id, @created_at_ms)
       ON CONFLICT (job_id, number) DO UPDATE SET
         submissions = attempt.submissions + 1, outcome = 'open', remote_id = NULL, boot_id = excluded.boot_id
       RETURNING *`,
    ),
    closeAttempt: db.prepare<[number, string, number]>(
      `UPDATE attempt SET outcome = 'closing', cancel_remote = ?
       WHERE job_id = ? AND number = ? AND outcome IN ('open', 'unknown')`,
    ),
    warnOfAttempt: db.prepare<[string, string, number]>(
      `UPDATE attempt SET warnings_json = ? WHERE job_id = ? AND number = ? AND outcome IN ('open', 'unknown')`,
    ),
    linkAttempt: db.prepare<[string, string]>(
      `UPDATE attempt SET remote_id = ?, outcome = iif(outcome = 'unknown', 'open', outcome)
       WHERE id = ? AND outcome IN ('open', 'unknown', 'closing')`,
    ),
    loseAttempt: db.prepare<[string]>(`UPDATE attempt SET outcome = 'unknown' WHERE id = ? AND outcome = 'open'`),
    /** Where another one remains, nobody saw the answer of that: else this one would not have been sent. */
    uncountSubmission: db.prepare<[string], { job_id: string }>(
      `UPDATE attempt SET submissions = submissions - 1,
         outcome = iif(outcome = 'open' AND submissions > 1, 'unknown', outcome)
       WHERE id = ? RETURNING job_id`,
    ),
    attemptClosed: db.prepare<[string]>(`UPDATE attempt SET outcome = 'closed' WHERE id = ?`),
    spend: prepareSpendStatements(db),
    closingAttempts: db.prepare<[], AttemptRow>(`SELECT * FROM attempt WHERE outcome = 'closing' ORDER BY id`),
  };
}

export type QueueStatements = ReturnType<typeof prepareQueueStatements>;
