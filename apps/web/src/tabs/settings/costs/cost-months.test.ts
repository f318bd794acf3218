import type { Spend } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { endDay, monthName, monthsBefore, renderWords } from './cost-months.ts';

describe('months of costs', () => {
  it('are named as one says them, by the calendar of the machine that keeps the books', () => {
    expect(monthName({ month: '2026-11' })).toBe('November 2026');
    expect(endDay({ endsAt: '2026-11-30T23:00:00.000Z' }, 'Europe/Berlin')).toBe('1 December');
    expect(endDay({ endsAt: '2026-12-01T05:00:00.000Z' }, 'America/New_York')).toBe('1 December');
  });

  it('say of how many renders nobody knows what they cost', () => {
    expect(renderWords({ renders: 1, unknown: 0 })).toBe('1 render');
    expect(renderWords({ renders: 12, unknown: 2 })).toBe('12 renders, cost of 2 not known');
  });

  it('before this one are those that cost something', () => {
    const month = (name: string, renders: number) => ({
      month: name,
      startsAt: `${name}-01T00:00:00.000Z`,
      endsAt: `${name}-28T00:00:00.000Z`,
      usd: renders,
      renders,
      unknown: 0,
      engines: [],
    });
    const months = [month('2026-11', 1), month('2026-10', 0), month('2026-09', 2)];
    const spend: Spend = { timeZone: 'UTC', monthlyBudgetUsd: null, reservedUsd: 0, months };
    expect(monthsBefore(spend).map(({ month: name }) => name)).toEqual(['2026-09']);
  });
});
