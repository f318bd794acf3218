import type { Spend } from '@videoexpress/job-schema';
import { formatUsd } from '../words/money.ts';

/** From this share of the budget on, a person is told that it is nearly used up. */
const nearShare = 0.8;

export interface SpendWords {
  /** `$3.20`. */
  readonly spent: string;
  /** `of $20`; null without a budget. */
  readonly ofBudget: string | null;
  /** How this month stands with its budget. */
  readonly standing: 'well' | 'near' | 'reached';
}

/** What this month came to, for the foot of the rail; null where nothing was ever billed and no budget is set. */
export function spendWords(spend: Spend, budgetUsd: number | null): SpendWords | null {
  const { months, reservedUsd } = spend;
  const usd = months[0]?.usd ?? 0;
  if (budgetUsd === null) {
    const wasBilled = months.some(({ renders }) => renders > 0);
    return wasBilled ? { spent: formatUsd(usd), ofBudget: null, standing: 'well' } : null;
  }
  const takenUsd = usd + reservedUsd;
  const standing = takenUsd >= budgetUsd ? 'reached' : takenUsd >= budgetUsd * nearShare ? 'near' : 'well';
  return { spent: formatUsd(usd), ofBudget: `of ${formatUsd(budgetUsd)}`, standing };
}
