import { describe, expect, it } from 'vitest';
import { atTimeOfDay } from '../local-time.ts';
import { planPost, soonestAtServiceMs } from './plan-post.ts';
import { nextFreeSlot } from './publish-slots.ts';

const berlin = 'Europe/Berlin';
const at = (text: string) => Date.parse(text);
const iso = (ms: number) => new Date(ms).toISOString();

describe('a time of day in a zone', () => {
  const timeOf = (day: number, month: number, hour: number, minute = 0) =>
    iso(atTimeOfDay({ year: 2026, month, day, hour, minute }, berlin));

  it('follows the clocks of summer and winter', () => {
    expect(timeOf(1, 7, 18)).toBe('2026-07-01T16:00:00.000Z');
    expect(timeOf(1, 12, 18)).toBe('2026-12-01T17:00:00.000Z');
  });

  it('that is skipped falls an hour later, one that comes twice on the first', () => {
    expect(timeOf(29, 3, 2, 30)).toBe('2026-03-29T01:30:00.000Z');
    expect(timeOf(25, 10, 2, 30)).toBe('2026-10-25T00:30:00.000Z');
    expect(timeOf(29, 3, 18)).toBe('2026-03-29T16:00:00.000Z');
    expect(timeOf(25, 10, 18)).toBe('2026-10-25T17:00:00.000Z');
  });

  it('may be of a day past the end of the month', () => {
    expect(timeOf(32, 12, 0)).toBe('2026-12-31T23:00:00.000Z');
  });
});

describe('the next free slot', () => {
  const now = at('2026-11-28T12:00:00.000Z');

  it('is the next time of today, else of tomorrow', () => {
    expect(iso(nextFreeSlot(['18:00', '09:00'], [], now, berlin))).toBe('2026-11-28T17:00:00.000Z');
    expect(iso(nextFreeSlot(['09:00'], [], now, berlin))).toBe('2026-11-29T08:00:00.000Z');
  });

  it('is one at which nothing goes out yet', () => {
    const taken = [at('2026-11-28T17:00:30.000Z'), at('2026-11-29T17:00:00.000Z')];
    expect(iso(nextFreeSlot(['18:00'], taken, now, berlin))).toBe('2026-11-30T17:00:00.000Z');
  });
});

describe('who sees to the time of a post', () => {
  const nowMs = at('2026-11-28T12:00:00.000Z');
  const around = { nowMs, timeZone: berlin, publishTimes: ['18:00'], taken: [] };
  const plan = (visibility: 'public' | 'private', aheadMs: number, schedules = true) =>
    planPost({ content: { visibility }, when: { kind: 'at', at: iso(nowMs + aheadMs) } }, { schedules }, around);

  it('is the service, for what becomes public and leaves it the time to take the clip', () => {
    expect(plan('public', soonestAtServiceMs)).toMatchObject({ scheduledBy: 'service', runAtMs: null });
    expect(plan('public', soonestAtServiceMs - 1)).toMatchObject({ scheduledBy: 'this_computer' });
  });

  it('is this computer otherwise', () => {
    const atMs = nowMs + 3_600_000;
    expect(plan('private', 3_600_000)).toMatchObject({ scheduledBy: 'this_computer', runAtMs: atMs });
    expect(plan('public', 3_600_000, false)).toMatchObject({ scheduledBy: 'this_computer', runAtMs: atMs });
  });

  it('is nobody for a time that is over', () => {
    expect(plan('public', -1)).toEqual({ scheduledAtMs: null, scheduledBy: null, runAtMs: null });
  });
});
