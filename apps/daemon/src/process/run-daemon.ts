import {
  createKnownSecrets,
  type DaemonOptions,
  exitCodes,
  type ReadyInfo,
  readProcessConfig,
  systemClock,
} from '@videoexpress/host';
import type { CrashReports } from '@videoexpress/studio';
import { createEngines } from '@videoexpress/render-engines';
import { guardLastWords, lastWords, reportLastWords, reportWithinMs } from './last-words.ts';
import { startDaemon, type StartParts } from './start-daemon.ts';
import { listenForStopSignals } from './stop-signals.ts';

const stopWithinMs = 10_000;

/** Runs the daemon in this process until a signal or a request stops it; gives back the exit code. */
export async function runDaemonHere(
  options: DaemonOptions & { readonly onReady?: (info: ReadyInfo) => void },
  entry: string,
  engines: StartParts['engines'] = createEngines,
): Promise<number> {
  const known = createKnownSecrets();
  const fail = (exitCode: number, message: string): number => {
    process.stderr.write(`${known.redact(message)}\n`);
    return exitCode;
  };
  const config = readProcessConfig({ port: options.port === 0 ? null : options.port, dataDir: options.dataDir });
  if (!config.ok) return fail(exitCodes.configurationInvalid, `${config.error.name}: ${config.error.detail}`);

  let askStop: (why: string) => void = () => undefined;
  const stopAsked = new Promise<string>((resolve) => (askStop = resolve));
  const signals = listenForStopSignals(systemClock, (signal) => askStop(signal));
  let callOff: () => void = () => undefined;
  /** Once a stop is asked for, it may take only so long, and a start that is still going on no longer. */
  const impatient = stopAsked.then(() => {
    const late = new Promise<'late'>((resolve) => {
      callOff = systemClock.after(stopWithinMs, () => resolve('late'));
    });
    return Promise.race([late, signals.insisted.then(() => 'insisted' as const)]);
  });
  const impatientCode = (end: 'late' | 'insisted') =>
    end === 'late' ? exitCodes.shutdownTimedOut : exitCodes.interruptedTwice;
  let reports: CrashReports | null = null;
  const reportsNow = (): CrashReports | null => reports;
  const letGo = guardLastWords(known, reportsNow);
  try {
    const starting = startDaemon({
      options,
      config: config.value,
      entry,
      clock: systemClock,
      known,
      engines,
      onReports: (made) => (reports = made),
      requestStop: askStop,
    });
    const started = await Promise.race([starting, impatient]);
    if (typeof started === 'string') return fail(impatientCode(started), 'Stopped before the studio was open.');
    if (!started.ok) return fail(started.error.exitCode, started.error.message);
    const daemon = started.value;
    options.onReady?.(daemon.info);
    daemon.log.info({ why: await stopAsked }, 'Stopping');
    const end = await Promise.race([daemon.stop().then(() => 'stopped' as const), impatient]);
    if (end === 'stopped') return exitCodes.done;
    daemon.log.warn({ end }, 'Leaving without waiting any longer; the next start takes up what is open');
    return impatientCode(end);
  } catch (cause) {
    // A bug.
    if (reportLastWords(cause, reportsNow())) await reportsNow()?.close(reportWithinMs);
    return fail(exitCodes.error, lastWords(cause, known));
  } finally {
    letGo();
    callOff();
    signals.release();
  }
}
