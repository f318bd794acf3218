import { describe, expect, it } from 'vitest';
import { testPost, testPublication } from '../../../publishing/testing/test-posts.ts';
import { dayKey, dayWords, entriesByDay, gridDays, movedDay, plusMonths, spanWords } from './calendar-days.ts';

describe('days of the calendar', () => {
  it('are whole weeks from Monday on', () => {
    const days = gridDays('2026-11-24', 'month');
    expect(days[0]).toBe('2026-10-26');
    expect(days.at(-1)).toBe('2026-12-06');
    expect(days.length % 7).toBe(0);
    expect(gridDays('2026-11-29', 'week')).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-28',
      '2026-11-29',
    ]);
  });

  it('are walked with the keys', () => {
    expect(movedDay('ArrowRight', '2026-11-30', 'month')).toBe('2026-12-01');
    expect(movedDay('ArrowUp', '2026-11-03', 'month')).toBe('2026-10-27');
    expect(movedDay('Home', '2026-11-29', 'month')).toBe('2026-11-23');
    expect(movedDay('End', '2026-11-24', 'month')).toBe('2026-11-29');
    expect(movedDay('PageDown', '2026-01-31', 'month')).toBe('2026-02-28');
    expect(movedDay('PageUp', '2026-11-24', 'week')).toBe('2026-11-17');
    expect(movedDay('x', '2026-11-24', 'week')).toBe(null);
    expect(plusMonths('2026-12-15', 1)).toBe('2027-01-15');
  });

  it('hold scheduled and live posts in the order of their times, and no drafts', () => {
    const at = (hour: number) => new Date(2026, 10, 24, hour).toISOString();
    const late = testPost({ state: 'scheduled', scheduledAt: at(18) });
    const early = testPost({ state: 'live', publishedAt: at(9) });
    const publication = testPublication([late, early, testPost({ state: 'draft' }), testPost({ state: 'cancelled' })]);
    const byDay = entriesByDay([publication]);
    expect([...byDay.keys()]).toEqual(['2026-11-24']);
    expect(byDay.get('2026-11-24')?.map(({ post }) => post.id)).toEqual([early.id, late.id]);
  });

  it('have names', () => {
    expect(dayKey(new Date(2026, 0, 5, 23))).toBe('2026-01-05');
    expect(dayWords('2026-11-24')).toBe('Tuesday 24 November');
    expect(spanWords(gridDays('2026-11-24', 'month'), '2026-11-24', 'month')).toBe('November 2026');
    const week = gridDays('2026-12-01', 'week');
    expect(spanWords(week, '2026-12-01', 'week')).toBe('30 November to 6 December 2026');
  });
});
