import { findRunningDaemon, type DaemonSighting, type Folders, type RuntimeInfo } from '@videoexpress/host';
import { createApiClient, err, ok, type ApiClient, type CallAnswer, type Result } from '@videoexpress/job-schema';
import type { Invocation } from '../arguments/option.ts';
import type { Cli, CliClock } from '../cli.ts';
import { lockedFailure, notRunning, type Failure } from '../failure.ts';
import { readSettings } from './settings.ts';
import { until } from './waiting.ts';

/** A running daemon that this command may talk to. */
export interface DaemonLink {
  readonly info: RuntimeInfo;
  readonly token: string;
  readonly client: ApiClient;
  /** As it was when the link was made. */
  readonly health: CallAnswer<'getHealth'>;
}

type Running = Extract<DaemonSighting, { state: 'running' }>;

/** The link to a daemon that was seen running. */
export function linkTo(running: Running): DaemonLink {
  const { info, token, health } = running;
  return { info, token, health, client: createApiClient({ baseUrl: info.url, token }) };
}

/**
 * Looks for the daemon, with some patience for one that is just starting or stopping: it holds the folder and does not
 * answer yet, or no longer.
 */
export async function findSettledDaemon(
  clock: CliClock,
  folders: Folders,
  patienceMs = 10_000,
): Promise<DaemonSighting> {
  let last: DaemonSighting = { state: 'none' };
  await until(clock, { withinMs: patienceMs, everyMs: 150 }, async () => {
    last = await findRunningDaemon(folders);
    return last.state === 'not_answering' ? null : last;
  });
  return last;
}

/** A link to the running daemon, or why there is none: exit code 3 or 4. */
export async function connect(clock: CliClock, folders: Folders): Promise<Result<DaemonLink, Failure>> {
  const sighting = await findSettledDaemon(clock, folders);
  switch (sighting.state) {
    case 'running':
      return ok(linkTo(sighting));
    case 'not_answering':
      return err(lockedFailure(sighting.pids));
    case 'stale':
    case 'none':
      return err(notRunning);
  }
}

/** Reads the settings and connects: how every command begins that needs a running daemon. */
export async function connectFor(
  cli: Cli,
  invocation: Invocation,
): Promise<Result<DaemonLink & { readonly folders: Folders }, Failure>> {
  const settings = readSettings(cli, invocation);
  if (!settings.ok) return settings;
  const link = await connect(cli.clock, settings.value.folders);
  return link.ok ? ok({ ...link.value, folders: settings.value.folders }) : link;
}
