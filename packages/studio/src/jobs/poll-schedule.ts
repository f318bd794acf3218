/** Milliseconds between two looks at a render. */
const embeddedMs = 200;
const firstMs = 500;
const steadyMs = 2000;
const firstLooks = 6;
const longestBackoffMs = 60_000;

/** Quick at first, when much happens, then steady; each look that failed in a row doubles the wait. */
export function nextPollDelayMs(look: { embedded: boolean; looks: number; failuresInARow: number }): number {
  if (look.failuresInARow > 0) return Math.min(longestBackoffMs, firstMs * 2 ** look.failuresInARow);
  if (look.embedded) return embeddedMs;
  return look.looks < firstLooks ? firstMs : steadyMs;
}
