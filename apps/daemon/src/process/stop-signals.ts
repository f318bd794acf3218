import type { Clock } from '@videoexpress/studio';

/** On a terminal, Ctrl-C reaches a program more than once: through its group and through the npm that started it. */
const sameKeyPressMs = 500;

export interface StopSignals {
  /** The person pressed Ctrl-C again, later: they will not wait. */
  readonly insisted: Promise<void>;
  release(): void;
}

/** Calls `stop` at the first SIGINT, SIGTERM or SIGHUP. */
export function listenForStopSignals(clock: Clock, stop: (signal: string) => void): StopSignals {
  let firstInterruptMs: number | null = null;
  let insist: () => void = () => undefined;
  const insisted = new Promise<void>((resolve) => (insist = resolve));

  function onInterrupt(): void {
    const now = clock.monotonic();
    if (firstInterruptMs === null) {
      firstInterruptMs = now;
      stop('SIGINT');
    } else if (now - firstInterruptMs > sameKeyPressMs) {
      insist();
    }
  }
  const onTerminate = () => stop('SIGTERM');
  const onHangUp = () => stop('SIGHUP');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  process.on('SIGHUP', onHangUp);
  return {
    insisted,
    release() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      process.off('SIGHUP', onHangUp);
    },
  };
}
