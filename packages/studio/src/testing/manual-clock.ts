import type { Clock } from '../clock.ts';

interface Timer {
  readonly dueAt: number;
  readonly task: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 0;
  readonly #timers = new Set<Timer>();

  constructor(startAt: string = '2026-01-01T00:00:00.000Z') {
    this.#wallMs = Date.parse(startAt);
  }

  now(): number {
    return this.#wallMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, task: () => void): () => void {
    const timer: Timer = { dueAt: this.#monotonicMs + Math.max(0, delayMs), task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers are set. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass on both clocks, and runs what falls due in its order. */
  advance(ms: number): void {
    const until = this.#monotonicMs + ms;
    for (;;) {
      const next = [...this.#timers].filter((t) => t.dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#moveTo(Math.max(this.#monotonicMs, next.dueAt));
      next.task();
    }
    this.#moveTo(until);
  }

  /** The person, or a time server, sets the wall clock; no time passes. */
  jumpWall(ms: number): void {
    this.#wallMs += ms;
  }

  /** The machine sleeps: both clocks move on, and no timer runs until it wakes, when those overdue run at once. */
  suspend(ms: number): void {
    this.#moveTo(this.#monotonicMs + ms);
    this.advance(0);
  }

  #moveTo(monotonicMs: number): void {
    this.#wallMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }
}
