import { type Job, newAssetId, newAttemptId } from '@videoexpress/job-schema';
import type { BudgetHold, Claimed, ClaimRequest, Work } from '@videoexpress/studio';
import { claimableJob } from './claim-query.ts';
import type { History } from './expected-time.ts';
import { writeTransition } from './job-transition.ts';
import type { QueueStatements } from './queue-statements.ts';
import { attemptFromRow, jobFromRow, recordOf } from './rows.ts';
import { budgetOfClaim } from './spend/budget-check.ts';
import type { JobRow } from './tables.ts';

/**
 * Takes the next jobs that may run, as many as there is room for and at most `most`, each with the row of its attempt, in a
 * transaction that is already open: once it is committed, the engines may be called.
 */
export function claimJobs(
  deps: {
    readonly statements: QueueStatements;
    readonly history: History;
    readonly announce: (row: JobRow, nowMs: number) => Job;
  },
  request: ClaimRequest,
): Claimed {
  const { statements, history } = deps;
  const room = new Map(request.room);
  const claimed: Work[] = [];
  const held: BudgetHold[] = [];
  const reserve = request.budget === null ? null : budgetOfClaim(statements.spend, request.budget);
  while (claimed.length < request.most) {
    const nothingActive = request.nothingActive && claimed.length === 0;
    const waiting = claimableJob(statements, { ...request, nothingActive }, room);
    if (waiting === null) break;
    const job = jobFromRow(waiting);
    const rates = request.ratesOf(job);
    const expected = history.expected(job, rates);
    const places = room.get(job.engine);
    // A job of an engine that is gone has no room: it is claimed to end.
    const isPaid = rates.pricePerSecondUsd !== 0 && places !== undefined;
    const hold = isPaid && reserve !== null ? reserve(job, expected.usd) : null;
    if (hold !== null) {
      held.push(hold);
      room.set(job.engine, 0);
      continue;
    }
    const change = { claimedBootId: request.bootId, addSubmission: true, expected } as const;
    const written = writeTransition(statements, job.id, 'claim', change, request.nowMs);
    if (written === null) break;
    const { row } = written;
    const attempt = statements.openAttempt.get({
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
    });
    if (attempt === undefined) throw new Error('An attempt went in, and none came out');
    claimed.push({ record: recordOf(row, deps.announce(row, request.nowMs)), attempt: attemptFromRow(attempt) });
    if (places !== undefined) room.set(row.engine, places - 1);
  }
  return { work: claimed, held };
}
