import { describe, expect, it } from 'vitest';
import { readBudget } from './read-budget.ts';

describe('a monthly budget as it is typed', () => {
  it.each([
    ['20', 20],
    [' $12.50 ', 12.5],
    ['12,50', 12.5],
    ['1,200', 1200],
    ['1,200.25', 1200.25],
    ['.5', 0.5],
    ['0', 0],
    ['', null],
    ['  ', null],
    ['$', null],
  ])('%j is %s', (text, usd) => expect(readBudget(text)).toEqual({ ok: true, value: usd }));

  it.each([
    ['twenty', '“twenty” is no amount. Write dollars, such as 20, or leave it empty for no limit.'],
    ['1e9', '“1e9” is no amount. Write dollars, such as 20, or leave it empty for no limit.'],
    ['-3', 'A monthly budget cannot be below nothing. Write dollars, such as 20, or leave it empty for no limit.'],
    ['1000001', 'A monthly budget is at most $1,000,000. Write dollars, such as 20, or leave it empty for no limit.'],
  ])('%j is refused with the way out', (text, error) => expect(readBudget(text)).toEqual({ ok: false, error }));
});
