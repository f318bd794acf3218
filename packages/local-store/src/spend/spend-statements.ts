import type Database from 'better-sqlite3';

/** An attempt with what a cost of it is written down with. */
export interface BilledAttempt {
  readonly id: string;
  readonly job_id: string;
  readonly engine: string;
  readonly model: string | null;
  /** It was sent, or may have been: the engine named it, or nobody saw its answer. */
  readonly was_sent: 0 | 1;
}

/**
 * An attempt counts as reserved as long as an engine has it, or may have it, and no cost of it was written down. One that was
 * surely not taken has no submission, and one that has ended is being closed without having to be stopped.
 */
const reserved = `
  SELECT total(max(
    ifnull(json_extract(job.cost_json, '$.estimatedUsd'), 0),
    ifnull(json_extract(job.progress_json, '$.costUsd'), 0))) AS usd
  FROM attempt INDEXED BY attempt_unclosed JOIN job ON job.id = attempt.job_id
  WHERE attempt.outcome != 'closed' AND attempt.submissions > 0
    AND (attempt.outcome != 'closing' OR attempt.cancel_remote = 1)
    AND NOT EXISTS (SELECT 1 FROM spend WHERE spend.attempt_id = attempt.id)`;

/** The statements over the ledger, prepared once: some run within every claim and every end of a job. */
export function prepareSpendStatements(db: Database.Database) {
  return {
    attempt: db.prepare<[string], BilledAttempt>(
      `SELECT attempt.id, attempt.job_id, attempt.engine, json_extract(job.input_json, '$.model') AS model,
         attempt.remote_id IS NOT NULL OR attempt.outcome = 'unknown' AS was_sent
       FROM attempt JOIN job ON job.id = attempt.job_id WHERE attempt.id = ?`,
    ),
    attemptId: db.prepare<[string, number], { id: string; submissions: number }>(
      'SELECT id, submissions FROM attempt WHERE job_id = ? AND number = ?',
    ),
    known: db.prepare<[string], { usd: number | null }>('SELECT usd FROM spend WHERE attempt_id = ?'),
    write: db.prepare<
      [{ attempt_id: string; job_id: string; engine: string; model: string | null; usd: number | null; at_ms: number }]
    >(
      `INSERT INTO spend (attempt_id, job_id, engine, model, usd, at_ms)
       VALUES (@attempt_id, @job_id, @engine, @model, @usd, @at_ms)
       ON CONFLICT (attempt_id) DO UPDATE SET usd = excluded.usd`,
    ),
    ofJob: db.prepare<[string], { usd: number | null }>('SELECT sum(usd) AS usd FROM spend WHERE job_id = ?'),
    since: db.prepare<[number], { usd: number }>('SELECT total(usd) AS usd FROM spend WHERE at_ms >= ?'),
    reserved: db.prepare<[], { usd: number }>(reserved),
    between: db.prepare<[number, number], { engine: string; usd: number; renders: number; unknown: number }>(
      `SELECT engine, total(usd) AS usd, count(*) AS renders, count(*) - count(usd) AS unknown
       FROM spend WHERE at_ms >= ? AND at_ms < ? GROUP BY engine ORDER BY usd DESC, engine`,
    ),
    attempts: db.prepare<
      [string],
      { id: string; number: number; engine: string; submissions: number; created_at_ms: number; usd: number | null }
    >(
      `SELECT attempt.id, number, attempt.engine, submissions, created_at_ms, usd
       FROM attempt LEFT JOIN spend ON spend.attempt_id = attempt.id WHERE attempt.job_id = ? ORDER BY number`,
    ),
  };
}

export type SpendStatements = ReturnType<typeof prepareSpendStatements>;
