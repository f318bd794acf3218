import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthAt, monthBefore } from './calendar-month.ts';

const at = (iso: string, timeZone: string) => {
  const { name, startMs, endMs } = monthAt(Date.parse(iso), timeZone);
  return [name, new Date(startMs).toISOString(), new Date(endMs).toISOString()];
};

describe('a month of the calendar', () => {
  it.each([
    ['2026-11-27T19:30:00Z', 'UTC', ['2026-11', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z']],
    // Summer time begins in March and ends in October: the month is an hour shorter or longer.
    ['2026-03-31T21:59:59Z', 'Europe/Berlin', ['2026-03', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z']],
    ['2026-03-31T22:00:00Z', 'Europe/Berlin', ['2026-04', '2026-03-31T22:00:00.000Z', '2026-04-30T22:00:00.000Z']],
    ['2026-12-31T23:30:00Z', 'Asia/Kolkata', ['2027-01', '2026-12-31T18:30:00.000Z', '2027-01-31T18:30:00.000Z']],
    ['2027-01-01T04:00:00Z', 'America/New_York', ['2026-12', '2026-12-01T05:00:00.000Z', '2027-01-01T05:00:00.000Z']],
    ['2026-01-31T11:00:00Z', 'Pacific/Kiritimati', ['2026-02', '2026-01-31T10:00:00.000Z', '2026-02-28T10:00:00.000Z']],
  ])('%s in %s', (iso, timeZone, expected) => {
    expect(at(iso, timeZone)).toEqual(expected);
  });

  it('follows the one before without a gap, whatever the zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    const moments = fc.integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2035-01-01T00:00:00Z') });
    fc.assert(
      fc.property(moments, zones, (ms, zone) => {
        const month = monthAt(ms, zone);
        expect(month.startMs <= ms && ms < month.endMs).toBe(true);
        expect(monthBefore(month, zone).endMs).toBe(month.startMs);
        expect(monthAt(month.endMs, zone).startMs).toBe(month.endMs);
        expect(monthAt(month.startMs, zone)).toEqual(month);
      }),
    );
  });
});
