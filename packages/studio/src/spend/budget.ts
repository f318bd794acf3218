/** What a month's budget has to carry, in US dollars. */
export interface BudgetState {
  readonly limitUsd: number;
  /** What the month has cost so far. */
  readonly spentUsd: number;
  /** What renders that an engine has, or may have, are expected to come to. */
  readonly reservedUsd: number;
}

/** A paid job that was not given out: it would pass the budget. `nextUsd` is what it is expected to cost; null: not known. */
export interface BudgetHold extends BudgetState {
  readonly engine: string;
  readonly nextUsd: number | null;
}

/** Sums of fractions of a cent come out a little off; nobody is held for that. */
const slackUsd = 1e-6;

/**
 * Whether one more paid job may be given out. One whose cost is not known may as long as anything is left: holding it
 * would mean that nothing is ever learnt about what such jobs cost.
 */
export function fitsBudget({ limitUsd, spentUsd, reservedUsd }: BudgetState, nextUsd: number | null): boolean {
  const takenUsd = spentUsd + reservedUsd;
  return nextUsd === null ? takenUsd < limitUsd - slackUsd : takenUsd + nextUsd <= limitUsd + slackUsd;
}
