import type { Clock } from '../clock.ts';

/** An engine that was told to stop may still say in this time what it knows. */
const graceMs = 1000;

/**
 * Asks something that may never answer. After `limitMs`, or when `signal` is aborted, the one asked is told through its
 * own signal; when it says nothing even then, `late` is the answer. What it says later is lost.
 */
export function within<T>(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
  late: () => T,
): Promise<T> {
  const limit = new AbortController();
  const both = AbortSignal.any([signal, limit.signal]);
  const asked = ask(both);
  return new Promise((resolve) => {
    let callOff = clock.after(limitMs, () => limit.abort());
    const giveGrace = () => {
      callOff();
      callOff = clock.after(graceMs, () => settle(() => resolve(late())));
    };
    const settle = (end: () => void) => {
      callOff();
      both.removeEventListener('abort', giveGrace);
      end();
    };
    if (both.aborted) giveGrace();
    else both.addEventListener('abort', giveGrace, { once: true });
    asked.then(
      (answer) => settle(() => resolve(answer)),
      // Whoever is cut off may throw for it; that is no answer either.
      () => settle(() => resolve(both.aborted ? late() : asked)),
    );
  });
}
