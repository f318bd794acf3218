/** A moment by the clock and calendar of one time zone. `month` counts from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** How far a zone's clock is before UTC at a moment, in milliseconds. */
export function offsetMs(atMs: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = dateIn(atMs, timeZone);
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecondMs;
}

/**
 * When a clock of the zone shows this, in milliseconds since 1970. `day` may lie past the end of the month. A time that is
 * skipped when clocks are put forward falls an hour later; one that comes twice falls on the first.
 */
export function atTimeOfDay(
  { year, month, day, hour, minute }: Pick<LocalTime, 'year' | 'month' | 'day' | 'hour' | 'minute'>,
  timeZone: string,
): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const near = asUtc - offsetMs(asUtc, timeZone);
  const candidates = [asUtc - offsetMs(near - 3_600_000, timeZone), asUtc - offsetMs(near + 3_600_000, timeZone)];
  const shown = candidates.filter((each) => each + offsetMs(each, timeZone) === asUtc);
  return shown.length === 0 ? Math.max(...candidates) : Math.min(...shown);
}

/** What clocks and calendars of the zone show at a moment. */
export function dateIn(atMs: number, timeZone: string): LocalTime {
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
