import { describe, expect, it } from 'vitest';
import { madeBounds, madeText, madeWords, parseMade } from './made-filter.ts';

const noonMs = new Date(2026, 10, 22, 12, 30).getTime();
const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();

describe('madeBounds', () => {
  it('counts whole days of the own clock, today among them', () => {
    expect(madeBounds({ kind: 'today' }, noonMs)).toEqual({ fromMs: day(2026, 11, 22), toMs: null });
    expect(madeBounds({ kind: 'last', days: 7 }, noonMs)).toEqual({ fromMs: day(2026, 11, 16), toMs: null });
    expect(madeBounds({ kind: 'last', days: 30 }, noonMs)).toEqual({ fromMs: day(2026, 10, 24), toMs: null });
  });

  it('ends after the last day of a range', () => {
    const range = { kind: 'range', from: '2026-10-31', to: '2026-12-31' } as const;
    expect(madeBounds(range, noonMs)).toEqual({ fromMs: day(2026, 10, 31), toMs: day(2027, 1, 1) });
    expect(madeBounds({ ...range, from: null }, noonMs).fromMs).toBe(null);
    expect(madeBounds({ ...range, to: null }, noonMs).toMs).toBe(null);
  });
});

describe('a date in the address', () => {
  it.each(['today', '7d', '30d', '2026-11-01..2026-11-22', '2026-11-01..', '..2026-11-22'])('%s comes back', (text) => {
    const parsed = parseMade(text);
    expect(parsed).not.toBe(null);
    expect(parsed === null ? null : madeText(parsed)).toBe(text);
  });

  it.each(['', '..', '0d', '2026-02-30..', 'yesterday', '2026-1-1..', '1..2..3'])('%s is none', (text) => {
    expect(parseMade(text)).toBe(null);
  });

  it('reads well', () => {
    expect(madeWords({ kind: 'last', days: 7 })).toBe('Last 7 days');
    expect(madeWords({ kind: 'range', from: '2026-11-01', to: null })).toBe('Since 1 Nov 2026');
    expect(madeWords({ kind: 'range', from: '2026-11-01', to: '2026-11-01' })).toBe('1 Nov 2026');
  });
});
