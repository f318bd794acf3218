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

function offsetMs(atMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = dateIn(atMs, timeZone);
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecondMs;
}

function dateIn(atMs: number, timeZone: string) {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a hundred times as long as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, made);
  return made;
}
