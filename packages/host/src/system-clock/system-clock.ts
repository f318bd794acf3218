import { performance } from 'node:perf_hooks';

/** The machine's time, in the shape that the rules take theirs in. */
export const systemClock = {
  /** Wall time in milliseconds since 1970. */
  now: (): number => Date.now(),
  /** Milliseconds that only grow. */
  monotonic: (): number => performance.now(),
  /** Runs `task` once after `delayMs`; the returned function calls it off. A waiting timer keeps the process alive. */
  after(delayMs: number, task: () => void): () => void {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
} as const;
