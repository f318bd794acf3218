import type { Cli } from '../cli.ts';

/** What the person, or the system, wants of a command that runs until it is told to end. */
export interface EndWishes {
  /** Aborted by the first Ctrl-C, and when the system or a closed terminal ends the program. */
  readonly stop: AbortSignal;
  /** Aborted by the second Ctrl-C. */
  readonly hurry: AbortSignal;
  close(): void;
}

/** A terminal sends one Ctrl-C to every process of the group, and a launcher may pass it on: so close, two are one. */
const samePressMs = 500;

export function watchSignals(cli: Pick<Cli, 'clock' | 'onInterrupt' | 'onTerminate'>, onStop: () => void): EndWishes {
  const stop = new AbortController();
  const hurry = new AbortController();
  let lastPressMs = Number.NEGATIVE_INFINITY;
  const end = (): void => {
    if (stop.signal.aborted) return;
    onStop();
    stop.abort();
  };
  const offInterrupt = cli.onInterrupt(() => {
    const now = cli.clock.monotonic();
    const isSamePress = now - lastPressMs < samePressMs;
    lastPressMs = now;
    if (isSamePress) return;
    if (stop.signal.aborted) hurry.abort();
    else end();
  });
  const offTerminate = cli.onTerminate(end);
  return {
    stop: stop.signal,
    hurry: hurry.signal,
    close() {
      offInterrupt();
      offTerminate();
    },
  };
}
