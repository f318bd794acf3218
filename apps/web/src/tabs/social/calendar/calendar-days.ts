import type { Post, Publication } from '@videoexpress/job-schema';
import { postMoment } from '../../../publishing/post-words.ts';

/** What the grid shows at once. */
export type CalendarSpan = 'month' | 'week';

/** A day as `2026-11-24`, by this computer's clock and time zone. */
export type DayKey = string;

/** One post on the day that it goes or went out. */
export interface CalendarEntry {
  readonly publication: Publication;
  readonly post: Post;
  readonly at: string;
}

const pad = (value: number) => String(value).padStart(2, '0');

/** The day of a moment. */
export function dayKey(date: Date): DayKey {
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** Midnight at the start of a day. */
export function dayOf(key: DayKey): Date {
  const [year = 1970, month = 1, day = 1] = key.split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** A day some days later, over every change of the clock. */
export function plusDays(key: DayKey, days: number): DayKey {
  const date = dayOf(key);
  return dayKey(new Date(date.getFullYear(), date.getMonth(), date.getDate() + days));
}

/** The same day some months later, at most the last day of that month. */
export function plusMonths(key: DayKey, months: number): DayKey {
  const date = dayOf(key);
  const last = new Date(date.getFullYear(), date.getMonth() + months + 1, 0).getDate();
  return dayKey(new Date(date.getFullYear(), date.getMonth() + months, Math.min(date.getDate(), last)));
}

/** Monday of the week that a day is in. */
function weekStart(key: DayKey): DayKey {
  return plusDays(key, -((dayOf(key).getDay() + 6) % 7));
}

/** The days of the grid around a day, whole weeks from Monday on. */
export function gridDays(around: DayKey, span: CalendarSpan): readonly DayKey[] {
  if (span === 'week') return Array.from({ length: 7 }, (_, index) => plusDays(weekStart(around), index));
  const date = dayOf(around);
  const first = dayKey(new Date(date.getFullYear(), date.getMonth(), 1));
  const last = dayKey(new Date(date.getFullYear(), date.getMonth() + 1, 0));
  const start = weekStart(first);
  const days: DayKey[] = [];
  for (let day = start; day <= last || days.length % 7 !== 0; day = plusDays(day, 1)) days.push(day);
  return days;
}

/** What a key does to the day that has the focus; null: nothing. */
export function movedDay(key: string, day: DayKey, span: CalendarSpan): DayKey | null {
  switch (key) {
    case 'ArrowLeft':
      return plusDays(day, -1);
    case 'ArrowRight':
      return plusDays(day, 1);
    case 'ArrowUp':
      return plusDays(day, -7);
    case 'ArrowDown':
      return plusDays(day, 7);
    case 'Home':
      return weekStart(day);
    case 'End':
      return plusDays(weekStart(day), 6);
    case 'PageUp':
      return span === 'week' ? plusDays(day, -7) : plusMonths(day, -1);
    case 'PageDown':
      return span === 'week' ? plusDays(day, 7) : plusMonths(day, 1);
    default:
      return null;
  }
}

/** Scheduled and live posts by day, each day's in the order of their times. */
export function entriesByDay(publications: readonly Publication[]): ReadonlyMap<DayKey, readonly CalendarEntry[]> {
  const entries = publications.flatMap((publication) =>
    publication.posts
      .filter(({ state }) => state !== 'draft' && state !== 'cancelled')
      .map((post) => ({ publication, post, at: postMoment(post, publication.createdAt) })),
  );
  const byDay = new Map<DayKey, CalendarEntry[]>();
  for (const entry of entries.toSorted((one, other) => one.at.localeCompare(other.at))) {
    const day = dayKey(new Date(entry.at));
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  return byDay;
}

/** A day as it is read aloud: `Tuesday 24 November`. */
export function dayWords(key: DayKey): string {
  return dayOf(key).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
}

/** What the grid shows: `November 2026`, or `23 to 29 November 2026`. */
export function spanWords(days: readonly DayKey[], around: DayKey, span: CalendarSpan): string {
  const monthYear = { month: 'long', year: 'numeric' } as const;
  if (span === 'month') return dayOf(around).toLocaleDateString('en-GB', monthYear);
  const [first = around, last = around] = [days[0], days.at(-1)];
  const [from, to] = [dayOf(first), dayOf(last)];
  const isOneMonth = from.getMonth() === to.getMonth();
  const start = from.toLocaleDateString('en-GB', isOneMonth ? { day: 'numeric' } : { day: 'numeric', month: 'long' });
  return `${start} to ${to.toLocaleDateString('en-GB', { day: 'numeric', ...monthYear })}`;
}
