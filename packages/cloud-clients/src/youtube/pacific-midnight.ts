import { atTimeOfDay, dateIn } from '@videoexpress/studio';

const pacific = 'America/Los_Angeles';

/** When Google's day of quotas begins anew: the next midnight in California, wall time in milliseconds. */
export function nextPacificMidnight(nowMs: number): number {
  const { year, month, day } = dateIn(nowMs, pacific);
  return atTimeOfDay({ year, month, day: day + 1, hour: 0, minute: 0 }, pacific);
}

/** A moment as a person's own clock shows it: `Sat 29 Nov, 09:00`. */
export function localMoment(atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return format.format(atMs);
}
