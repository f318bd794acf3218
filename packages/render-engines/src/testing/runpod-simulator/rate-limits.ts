import type { Clock } from '@videoexpress/studio';

/** Calls in ten seconds, and at the same time, before the service answers 429. Routes without a line have no limit. */
export const rateLimits: Readonly<Record<string, { readonly inTenSeconds: number; readonly atOnce: number }>> = {
  run: { inTenSeconds: 1000, atOnce: 200 },
  runsync: { inTenSeconds: 2000, atOnce: 400 },
  status: { inTenSeconds: 2000, atOnce: 400 },
  'status-sync': { inTenSeconds: 2000, atOnce: 400 },
  stream: { inTenSeconds: 2000, atOnce: 400 },
  cancel: { inTenSeconds: 100, atOnce: 20 },
  'purge-queue': { inTenSeconds: 2, atOnce: Number.POSITIVE_INFINITY },
};

const windowMs = 10_000;

/** Counts calls against the limits. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #times = new Map<string, number[]>();
  readonly #open = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Null: too many. Else a function that says that the call is over. */
  enter(route: string): (() => void) | null {
    const limit = rateLimits[route];
    if (limit === undefined) return () => {};
    const now = this.#clock.monotonic();
    const times = (this.#times.get(route) ?? []).filter((at) => at > now - windowMs);
    this.#times.set(route, times);
    const open = this.#open.get(route) ?? 0;
    if (times.length >= limit.inTenSeconds || open >= limit.atOnce) return null;
    times.push(now);
    this.#open.set(route, open + 1);
    return () => this.#open.set(route, (this.#open.get(route) ?? 1) - 1);
  }
}
