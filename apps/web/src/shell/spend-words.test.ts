import type { Spend } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { spendWords } from './spend-words.ts';

function spendOf(usd: number, reservedUsd = 0, renders = usd > 0 ? 1 : 0): Spend {
  const month = { startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z', engines: [] };
  return {
    timeZone: 'UTC',
    monthlyBudgetUsd: null,
    reservedUsd,
    months: [
      { month: '2026-11', ...month, usd, renders, unknown: 0 },
      { month: '2026-10', ...month, usd: 0, renders: 0, unknown: 0 },
    ],
  };
}

describe('what the foot of the rail says', () => {
  it('is nothing while nothing was ever billed and no budget is set', () => {
    expect(spendWords(spendOf(0), null)).toBeNull();
    expect(spendWords(spendOf(0, 0, 1), null)?.spent).toBe('$0');
    expect(spendWords(spendOf(0), 20)).toMatchObject({ spent: '$0', ofBudget: 'of $20' });
  });

  it('names what was spent, of the budget where there is one', () => {
    expect(spendWords(spendOf(3.2), null)).toEqual({ spent: '$3.20', ofBudget: null, standing: 'well' });
    expect(spendWords(spendOf(3.2), 20)).toEqual({ spent: '$3.20', ofBudget: 'of $20', standing: 'well' });
    expect(spendWords(spendOf(0.004), null)?.spent).toBe('<$0.01');
  });

  it('warns from four fifths on, of what is spent and reserved', () => {
    const standing = (usd: number, reserved: number) => spendWords(spendOf(usd, reserved), 20)?.standing;
    expect([standing(15, 0.9), standing(15, 1), standing(19, 0.9), standing(19, 1), standing(25, 0)]).toEqual([
      'well',
      'near',
      'near',
      'reached',
      'reached',
    ]);
  });
});
