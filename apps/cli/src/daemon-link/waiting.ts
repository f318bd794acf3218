import type { CliClock } from '../cli.ts';

/** Waits on the given clock. Ends early, without an error, when `signal` is aborted. */
export function pause(clock: CliClock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const onAbort = (): void => {
      callOff();
      resolve();
    };
    const callOff = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** Asks again and again until there is an answer or the time is over; null then. */
export async function until<T>(
  clock: CliClock,
  options: { readonly withinMs: number; readonly everyMs: number },
  ask: () => Promise<T | null>,
): Promise<T | null> {
  const end = clock.monotonic() + options.withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (clock.monotonic() >= end) return null;
    await pause(clock, options.everyMs);
  }
}
