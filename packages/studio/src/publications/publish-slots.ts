import { atTimeOfDay, dateIn } from '../local-time.ts';

/** A slot counts as taken by whatever goes out this close to it. */
const sameSlotMs = 60_000;
/** Days that are looked through; the slots of so many days are never all taken. */
const mostDays = 366;

/**
 * The next of the times of day at which nothing goes out yet, in wall time. `times` as `HH:MM` by the clock of `timeZone`.
 */
export function nextFreeSlot(
  times: readonly string[],
  taken: readonly number[],
  nowMs: number,
  timeZone: string,
): number {
  const today = dateIn(nowMs, timeZone);
  const inOrder = [...new Set(times)].toSorted();
  for (let day = 0; day < mostDays; day += 1) {
    for (const time of inOrder) {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      const atMs = atTimeOfDay({ ...today, day: today.day + day, hour, minute }, timeZone);
      if (atMs <= nowMs) continue;
      if (taken.every((other) => Math.abs(other - atMs) >= sameSlotMs)) return atMs;
    }
  }
  throw new Error('No slot is free in a year');
}
