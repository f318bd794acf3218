import type { Clock } from '@videoexpress/studio';

const hourMs = 60 * 60_000;
const sameAgainAfterMs = 10 * 60_000;
const mostAnHour = 30;

/** Decides which reports are sent: the same crash seldom, and never more than so many an hour, whatever happens. */
export class ReportLimit {
  readonly #clock: Clock;
  /** When each kind of crash was last reported, oldest first; monotonic milliseconds. */
  readonly #reported = new Map<string, number>();
  #recent: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a report of such a crash may be sent; if so, it counts as sent. */
  allows(kind: string): boolean {
    const now = this.#clock.monotonic();
    this.#recent = this.#recent.filter((atMs) => now - atMs < hourMs);
    const before = this.#reported.get(kind);
    if (this.#recent.length >= mostAnHour || (before !== undefined && now - before < sameAgainAfterMs)) return false;
    for (const [each, atMs] of this.#reported) if (now - atMs >= sameAgainAfterMs) this.#reported.delete(each);
    this.#reported.set(kind, now);
    this.#recent.push(now);
    return true;
  }
}

/** What makes one crash the same as another: the place, the class, and the line that threw. */
export function kindOfCrash(cause: unknown, where: string): string {
  if (!(cause instanceof Error)) return `${where} ${typeof cause}`;
  const line = cause.stack?.split('\n').find((each) => /^\s+at /.test(each)) ?? '';
  return `${where} ${cause.name}${line}`;
}
