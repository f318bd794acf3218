import type { Clock } from '@videoexpress/studio';

/** Questions that are held open until something has changed. */
export class LongWaits {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();
  #isClosed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Something has changed: everyone looks again. */
  wake(): void {
    for (const look of this.#waiting) look();
  }

  /** From now on nobody waits. */
  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  /**
   * Looks for an answer now and after each change, until there is one, `ms` are over, the asker has left, or this is closed;
   * then there is none.
   */
  async until<T>(ms: number, signal: AbortSignal, look: () => T | null): Promise<T | null> {
    let isOver = false;
    let wakeMe = (): void => undefined;
    const end = (): void => {
      isOver = true;
      wakeMe();
    };
    const callOff = this.#clock.after(ms, end);
    signal.addEventListener('abort', end, { once: true });
    try {
      for (;;) {
        if (signal.aborted) return null;
        const found = look();
        if (found !== null || isOver || this.#isClosed) return found;
        await new Promise<void>((resolve) => {
          wakeMe = resolve;
          this.#waiting.add(resolve);
        }).finally(() => this.#waiting.delete(wakeMe));
      }
    } finally {
      callOff();
      signal.removeEventListener('abort', end);
    }
  }
}
