import type { Clock } from '../clock.ts';
const leastMs = 5000;
/** Where the engine itself says how long. */
const leastAskedMs = 1000;
const mostMs = 60_000;
/** Nobody waits longer for a word that may be a mistake. */
const mostAskedMs = 60 * 60_000;
const mostJitterMs = 5000;
/** Refusals that lie further apart have nothing to do with each other. */
const forgottenAfterMs = 5 * 60_000;

export interface RefusalWaits {
  /** How long a job waits that its engine did not take, in milliseconds. `askedMs`: no less, as the engine asked for it. */
  next(engine: string, askedMs: number | undefined): number;
  /** The engine took a job, or said something of its own about one. */
  over(engine: string): void;
}

/**
 * How long jobs wait that an engine refused: the longer it does so, the longer. Each try writes to the database, and a
 * machine may be offline for days. Jobs that were refused together do not all come back in one moment.
 */
export function createRefusalWaits(clock: Clock): RefusalWaits {
  const runs = new Map<string, { readonly sinceMs: number; readonly lastMs: number }>();
  return {
    next(engine, askedMs) {
      const now = clock.monotonic();
      const before = runs.get(engine);
      const sinceMs = before === undefined || now - before.lastMs > forgottenAfterMs ? now : before.sinceMs;
      runs.set(engine, { sinceMs, lastMs: now });
      const least = askedMs === undefined ? leastMs : leastAskedMs;
      const grownMs = Math.min(mostMs, Math.max(least, (now - sinceMs) / 2));
      const waitMs = Math.max(grownMs, Math.min(mostAskedMs, askedMs ?? 0));
      return waitMs + Math.random() * Math.min(mostJitterMs, waitMs / 2);
    },
    over: (engine) => void runs.delete(engine),
  };
}
