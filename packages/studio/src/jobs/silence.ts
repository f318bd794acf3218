/** A tick that comes this much later than planned means that the machine slept. */
const sleepGapMs = 30_000;

/**
 * Counts how long a running render has been silent, on a clock that only grows. Waiting for a GPU is not silence, and
 * neither is the time this machine was asleep: after a gap in our own ticks everyone starts afresh.
 */
export class Silence {
  #lastSignMs: number;
  #lastTickMs: number;
  #seen = '';

  constructor(monotonicMs: number) {
    this.#lastSignMs = monotonicMs;
    this.#lastTickMs = monotonicMs;
  }

  /** Notes what the engine said; a report like the last one is no sign of life. Pass null when it is not running. */
  note(report: unknown, monotonicMs: number, plannedGapMs: number): void {
    const text = report === null ? null : JSON.stringify(report);
    const slept = monotonicMs - this.#lastTickMs > plannedGapMs + sleepGapMs;
    if (text === null || text !== this.#seen || slept) this.#lastSignMs = monotonicMs;
    this.#seen = text ?? '';
    this.#lastTickMs = monotonicMs;
  }

  forMs(monotonicMs: number): number {
    return monotonicMs - this.#lastSignMs;
  }
}
