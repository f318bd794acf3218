import type { CliClock } from '../cli.ts';

/** Time that stands still until a test moves it. */
export interface HandMovedClock extends CliClock {
  /** Moves it, and runs what falls due, in order. Between two tasks everything that follows from the first one happens. */
  advance(milliseconds: number): Promise<void>;
}

export function createHandMovedClock(): HandMovedClock {
  let nowMs = 0;
  const tasks = new Set<{ readonly atMs: number; readonly run: () => void }>();
  /** Lets everything run that waits for nothing but promises. */
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => nowMs,
    monotonic: () => nowMs,
    after(delayMs, run) {
      const task = { atMs: nowMs + delayMs, run };
      tasks.add(task);
      return () => tasks.delete(task);
    },
    async advance(milliseconds) {
      const endMs = nowMs + milliseconds;
      await settle();
      for (;;) {
        const next = [...tasks].filter(({ atMs }) => atMs <= endMs).toSorted((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined) break;
        tasks.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settle();
      }
      nowMs = endMs;
    },
  };
}
