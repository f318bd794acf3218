import { progressSchema } from '@videoexpress/job-schema';
import type { JobChange } from '@videoexpress/studio';
import type { JobRow } from '../tables.ts';
import { costOf, costText } from './cost-text.ts';
import type { BilledAttempt, SpendStatements } from './spend-statements.ts';

/**
 * Writes down what a change of a job says of the cost of the attempt it is in, in the transaction of that change. An attempt
 * that ends without a word on its cost cost what was last said while it ran. Returns the job's cost as it now is.
 */
export function writeSpending(
  statements: SpendStatements,
  before: JobRow,
  change: Pick<JobChange, 'spentUsd' | 'closeAttempt'>,
  nowMs: number,
): string | null {
  const { spentUsd, closeAttempt } = change;
  if (spentUsd === undefined && closeAttempt === undefined) return before.cost_json;
  const saidUsd = typeof spentUsd === 'number' ? spentUsd : lastSaid(before);
  if (spentUsd === undefined && saidUsd === null) return before.cost_json;
  const id = statements.attemptId.get(before.id, before.attempt)?.id;
  const attempt = id === undefined ? undefined : statements.attempt.get(id);
  if (attempt === undefined) return before.cost_json;
  if (typeof spentUsd === 'number') writeKnown(statements, attempt, spentUsd, nowMs);
  else writeUnlessKnown(statements, attempt, saidUsd, nowMs);
  return costOfJob(statements, before, spentUsd ?? null);
}

/** As `writeSpending`, for a cost that is told once the job has gone on, or ended. */
export function writeLateSpending(
  statements: SpendStatements,
  attempt: BilledAttempt,
  job: JobRow,
  usd: number | null,
  nowMs: number,
): string | null {
  if (usd === null) writeUnlessKnown(statements, attempt, null, nowMs);
  else writeKnown(statements, attempt, usd, nowMs);
  return costOfJob(statements, job, usd);
}

/** What is free needs no entry, but where one stands it is set right. */
function writeKnown(statements: SpendStatements, attempt: BilledAttempt, usd: number, nowMs: number): void {
  if (usd === 0 && statements.known.get(attempt.id) === undefined) return;
  write(statements, attempt, usd, nowMs);
}

/** Null: that it was billed is all that is known, and only where it was sent. */
function writeUnlessKnown(
  statements: SpendStatements,
  attempt: BilledAttempt,
  usd: number | null,
  nowMs: number,
): void {
  if (statements.known.get(attempt.id) !== undefined) return;
  if (usd === null && attempt.was_sent === 0) return;
  write(statements, attempt, usd, nowMs);
}

function write(statements: SpendStatements, attempt: BilledAttempt, usd: number | null, nowMs: number): void {
  const { id, job_id, engine, model } = attempt;
  statements.write.run({ attempt_id: id, job_id, engine, model, usd, at_ms: nowMs });
}

/** The sum over its attempts. `toldUsd` is 0 for one that was free, which has no entry. */
function costOfJob(statements: SpendStatements, job: JobRow, toldUsd: number | null): string | null {
  const before = costOf(job.cost_json);
  const spentUsd = statements.ofJob.get(job.id)?.usd ?? null;
  return costText(before?.estimatedUsd ?? null, spentUsd ?? (toldUsd === 0 ? 0 : (before?.actualUsd ?? null)));
}

/** What the engine last said that was billed until then. */
function lastSaid({ progress_json: text }: JobRow): number | null {
  if (!text.includes('"costUsd"')) return null;
  const { costUsd } = progressSchema.parse(JSON.parse(text));
  return costUsd === undefined || costUsd === 0 ? null : costUsd;
}
