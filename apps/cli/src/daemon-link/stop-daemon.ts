import {
  exitCodes,
  findRunningDaemon,
  isAlive,
  removeRuntimeFile,
  signalDaemon,
  type Folders,
  type RuntimeInfo,
} from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { lockedFailure, type Failure } from '../failure.ts';
import { findSettledDaemon, linkTo } from './link.ts';
import { until } from './waiting.ts';

/** How a daemon came to an end. */
export type Stopped =
  | { readonly how: 'was_not_running'; readonly info: null }
  | { readonly how: 'asked' | 'signalled' | 'killed'; readonly info: RuntimeInfo | null };

/** How long each way to stop is given, in milliseconds. A daemon promises to end within 10 s. */
export interface StopPatience {
  readonly askedMs: number;
  readonly signalledMs: number;
  readonly killedMs: number;
}

const defaultPatience: StopPatience = { askedMs: 12_000, signalledMs: 6_000, killedMs: 4_000 };

/**
 * Stops the daemon of these folders: asks it, then signals it, then kills it. Only a process that holds this studio's
 * lock file is ever signalled (F15).
 */
export async function stopDaemon(
  clock: CliClock,
  folders: Folders,
  patience: StopPatience = defaultPatience,
): Promise<Result<Stopped, Failure>> {
  const sighting = await findSettledDaemon(clock, folders, 5000);
  switch (sighting.state) {
    case 'none':
      return ok({ how: 'was_not_running', info: null });
    case 'stale':
      removeRuntimeFile(folders.runtimeFile, sighting.info.bootId);
      return ok({ how: 'was_not_running', info: null });
    case 'running': {
      const { info } = sighting;
      const asked = await linkTo(sighting).client.call('shutdown', { signal: AbortSignal.timeout(3000) });
      if (asked.ok && (await isGone(clock, folders, info.pid, patience.askedMs))) return ok({ how: 'asked', info });
      return end(clock, folders, [info.pid], true, info, patience);
    }
    case 'not_answering':
      return end(clock, folders, sighting.pids, false, sighting.info, patience);
  }
}

async function end(
  clock: CliClock,
  folders: Folders,
  pids: readonly number[],
  confirmed: boolean,
  info: RuntimeInfo | null,
  patience: StopPatience,
): Promise<Result<Stopped, Failure>> {
  const steps = [
    { signal: 'SIGTERM', waitMs: patience.signalledMs, how: 'signalled' },
    { signal: 'SIGKILL', waitMs: patience.killedMs, how: 'killed' },
  ] as const;
  for (const { signal, waitMs, how } of steps) {
    for (const pid of pids) {
      if ((await signalDaemon(folders, pid, signal, confirmed)) === 'not_proven') return err(notProven(pids));
    }
    const gone = await Promise.all(pids.map((pid) => isGone(clock, folders, pid, waitMs)));
    if (gone.every(Boolean)) {
      if (info !== null) removeRuntimeFile(folders.runtimeFile, info.bootId);
      return ok({ how, info });
    }
  }
  return err(timedOut(pids));
}

/** Gone when the process is. One that has let the studio go is given a moment to end, and counts as gone all the same. */
async function isGone(clock: CliClock, folders: Folders, pid: number, withinMs: number): Promise<boolean> {
  const dead = async (): Promise<true | null> => (isAlive(pid) ? null : true);
  const letGo = await until(clock, { withinMs, everyMs: 80 }, async () => {
    if (!isAlive(pid)) return true;
    const sighting = await findRunningDaemon(folders, { timeoutMs: 500 });
    return sighting.state === 'none' || sighting.state === 'stale' ? true : null;
  });
  if (letGo === null) return false;
  await until(clock, { withinMs: 1000, everyMs: 20 }, dead);
  return true;
}

function timedOut(pids: readonly number[]): Failure {
  return {
    exitCode: exitCodes.shutdownTimedOut,
    code: 'shutdown_timed_out',
    message: `The daemon (process ${pids.join(', ')}) did not end in time.`,
    fix: 'It may hang in the system. End it by hand, or restart the computer.',
  };
}

function notProven(pids: readonly number[]): Failure {
  return {
    ...lockedFailure(pids),
    fix: 'It could not be proven to be a daemon of VideoExpress, so nothing was signalled. End it by hand.',
  };
}
