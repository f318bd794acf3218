/** Milliseconds between two looks at a render. */
const embeddedMs = 200;
const firstMs = 500;
const steadyMs = 2000;
const firstLooks = 6;
const longestBackoffMs = 60_000;

/** From this share on a render is about to end, and whoever waits for it should not wait for the look too. */
const nearEnd = 0.9;

/** Quick at first and towards the end, when much happens, else steady; each look that failed in a row doubles the wait. */
export function nextPollDelayMs(look: {
  embedded: boolean;
  looks: number;
  failuresInARow: number;
  fraction: number | null;
}): number {
  if (look.failuresInARow > 0) return Math.min(longestBackoffMs, firstMs * 2 ** look.failuresInARow);
  if (look.embedded) return embeddedMs;
  const isQuick = look.looks < firstLooks || (look.fraction ?? 0) >= nearEnd;
  return isQuick ? firstMs : steadyMs;
}
