import { dateIn, offsetMs } from '../local-time.ts';

/** A month by the calendar of one time zone. */
export interface CalendarMonth {
  /** As in `2026-11`. */
  readonly name: string;
  /** Wall time in milliseconds since 1970 at which it begins. */
  readonly startMs: number;
  /** When the next one begins. */
  readonly endMs: number;
}

/** The month that a moment lies in, by the calendar of `timeZone`, an IANA name. */
export function monthAt(atMs: number, timeZone: string): CalendarMonth {
  const { year, month } = dateIn(atMs, timeZone);
  return monthOf(year, month, timeZone);
}

/** The month before. */
export function monthBefore({ startMs }: CalendarMonth, timeZone: string): CalendarMonth {
  return monthAt(startMs - 1, timeZone);
}

/** `month` counts from 1, and may be 13 for the January after. */
function monthOf(year: number, month: number, timeZone: string): CalendarMonth {
  const name = `${year}-${String(month).padStart(2, '0')}`;
  return { name, startMs: startOf(year, month, timeZone), endMs: startOf(year, month + 1, timeZone) };
}

/**
 * The first instant of a month. The zone's distance from UTC is looked up where it applies, and once more from there, since
 * it may be another one just before: some zones set their clocks on the first of a month.
 */
function startOf(year: number, month: number, timeZone: string): number {
  const asUtc = Date.UTC(year, month - 1, 1);
  const near = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(near, timeZone);
}
