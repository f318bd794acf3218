import { usdWords } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { fitsBudget } from './budget.ts';

const state = { limitUsd: 1, spentUsd: 0.7, reservedUsd: 0.2 };

describe('a budget', () => {
  it('takes what fits to the cent, with what is spent and what is reserved', () => {
    expect(fitsBudget(state, 0.1)).toBe(true);
    expect(fitsBudget(state, 0.11)).toBe(false);
    expect(fitsBudget({ ...state, reservedUsd: 0 }, 0.3)).toBe(true);
  });

  it('takes what is not known as long as anything is left', () => {
    expect(fitsBudget(state, null)).toBe(true);
    expect(fitsBudget({ ...state, spentUsd: 0.8 }, null)).toBe(false);
    expect(fitsBudget({ limitUsd: 0, spentUsd: 0, reservedUsd: 0 }, null)).toBe(false);
  });

  it('is not passed by the error of a sum', () => {
    const spentUsd = Array.from({ length: 9 }, () => 0.1).reduce((sum, each) => sum + each, 0);
    expect(fitsBudget({ limitUsd: 1, spentUsd, reservedUsd: 0 }, 0.1)).toBe(true);
    expect(fitsBudget({ limitUsd: 0, spentUsd: 0, reservedUsd: 0 }, 0)).toBe(true);
  });

  it.each([
    [20, '$20'],
    [3.2, '$3.20'],
    [0.0381, '$0.038'],
    [0.1, '$0.10'],
    [0, '$0'],
  ])('%d is %s', (usd, said) => expect(usdWords(usd)).toBe(said));
});
