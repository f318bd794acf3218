import { type DaemonOptions, exitCodes, type ReadyInfo, readProcessConfig, systemClock } from '@videoexpress/host';
import { createEngines } from '@videoexpress/render-engines';
import { startDaemon } from './start-daemon.ts';
import { listenForStopSignals } from './stop-signals.ts';

const stopWithinMs = 10_000;

/** Runs the daemon in this process until a signal or a request stops it; gives back the exit code. */
export async function runDaemonHere(
  options: DaemonOptions & { readonly onReady?: (info: ReadyInfo) => void },
  entry: string,
): Promise<number> {
  const fail = (exitCode: number, message: string): number => {
    process.stderr.write(`${message}\n`);
    return exitCode;
  };
  const config = readProcessConfig({ port: options.port === 0 ? null : options.port, dataDir: options.dataDir });
  if (!config.ok) return fail(exitCodes.configurationInvalid, `${config.error.name}: ${config.error.detail}`);

  let askStop: (why: string) => void = () => undefined;
  const stopAsked = new Promise<string>((resolve) => (askStop = resolve));
  const signals = listenForStopSignals(systemClock, (signal) => askStop(signal));
  try {
    const started = await startDaemon({
      options,
      config: config.value,
      entry,
      clock: systemClock,
      engines: createEngines,
      requestStop: askStop,
    });
    if (!started.ok) return fail(started.error.exitCode, started.error.message);
    const daemon = started.value;
    options.onReady?.(daemon.info);
    daemon.log.info({ why: await stopAsked }, 'Stopping');
    const deadline = new Promise<'late'>((resolve) => systemClock.after(stopWithinMs, () => resolve('late')));
    const end = await Promise.race([
      daemon.stop().then(() => 'stopped' as const),
      deadline,
      signals.insisted.then(() => 'insisted' as const),
    ]);
    if (end === 'stopped') return exitCodes.done;
    daemon.log.warn({ end }, 'Leaving without waiting any longer; the next start takes up what is open');
    return end === 'late' ? exitCodes.shutdownTimedOut : exitCodes.interruptedTwice;
  } finally {
    signals.release();
  }
}
