import type { Job } from '@videoexpress/job-schema';
import { type BudgetHold, type ClaimRequest, fitsBudget } from '@videoexpress/studio';
import type { SpendStatements } from './spend-statements.ts';

/** Reserves what a paid job is expected to cost, `usd`, before it is claimed; where that would pass the budget, says why not. */
export type ReserveInBudget = (job: Job, usd: number | null) => BudgetHold | null;

/**
 * The budget as it stands in the transaction of one claim: what was spent, and what is reserved for work that engines have.
 * Read when the first paid job is looked at, so that free work asks nothing.
 */
export function budgetOfClaim(
  statements: SpendStatements,
  budget: NonNullable<ClaimRequest['budget']>,
): ReserveInBudget {
  let state: { readonly limitUsd: number; readonly spentUsd: number; reservedUsd: number } | null = null;

  return (job, usd) => {
    state ??= {
      limitUsd: budget.limitUsd,
      spentUsd: statements.since.get(budget.sinceMs)?.usd ?? 0,
      reservedUsd: statements.reserved.get()?.usd ?? 0,
    };
    // Sent before, and its answer was lost: what it may cost is reserved already, and looking for it must not wait.
    const isReserved = (statements.attemptId.get(job.id, job.attempt)?.submissions ?? 0) > 0;
    if (isReserved) return null;
    if (!fitsBudget(state, usd)) return { engine: job.engine, nextUsd: usd, ...state };
    state.reservedUsd += usd ?? 0;
    return null;
  };
}
