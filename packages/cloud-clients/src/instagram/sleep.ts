import type { Clock } from '@videoexpress/studio';

/** Waits on a clock that tests move. False: it was called off. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (isWhole: boolean): void => {
      callOff();
      signal.removeEventListener('abort', giveUp);
      resolve(isWhole);
    };
    const giveUp = (): void => end(false);
    const callOff = clock.after(ms, () => end(true));
    signal.addEventListener('abort', giveUp, { once: true });
  });
}

/** Long enough for an answer that is on its way, and short enough for a daemon that stops. */
const lingerMs = 4000;

/** As `signal`, a little later: for calls whose answer says whether something is public. */
export function lingering(clock: Clock, signal: AbortSignal): AbortSignal {
  const later = new AbortController();
  const begin = (): void => {
    clock.after(lingerMs, () => later.abort());
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return later.signal;
}
