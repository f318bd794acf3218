import { ensureFolders, exitCodes, findRunningDaemon } from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type { Cli } from '../cli.ts';
import { folderFailure, lockedFailure, type Failure } from '../failure.ts';
import { bootFailure } from './boot-failure.ts';
import type { DaemonOptions } from '@videoexpress/host';
import { findSettledDaemon, linkTo, type DaemonLink } from './link.ts';
import type { Settings } from './settings.ts';
import { pause } from './waiting.ts';

/** A large database takes a while to be backed up before it is migrated. */
const bootPatienceMs = 120_000;

export interface StartedDaemon {
  readonly link: DaemonLink;
  /** Another command started one at the same moment, and that one is used. */
  readonly wasThere: boolean;
}

/**
 * Starts a daemon as a process of its own and waits until it answers with its boot id: only then does it listen and has
 * its database migrated. Whatever answers on the port before that is somebody else.
 */
export async function startDetached(
  cli: Cli,
  settings: Settings,
  options: Pick<DaemonOptions, 'port' | 'solo'> & Partial<DaemonOptions>,
): Promise<Result<StartedDaemon, Failure>> {
  const { folders } = settings;
  const ensured = ensureFolders(folders);
  if (!ensured.ok) return err(folderFailure(ensured.error));
  const defaults = {
    dataDir: settings.dataDir,
    host: null,
    exposed: false,
    consoleLog: 'none',
    devOrigin: null,
  } as const;
  const daemon = cli.starter.spawnDetached({ ...defaults, ...options }, folders);
  let ended: { readonly code: number | null } | null = null;
  const exited = daemon.exited.then((code) => {
    ended = { code };
  });
  const end = cli.clock.monotonic() + bootPatienceMs;
  while (ended === null && cli.clock.monotonic() < end) {
    const sighting = await findRunningDaemon(folders);
    if (sighting.state === 'running') {
      const wasThere = sighting.info.pid !== daemon.pid;
      // Ours is too late and will see so. Were it left behind still booting, it would take over after a stop.
      if (wasThere) await Promise.race([exited, pause(cli.clock, 10_000)]);
      return ok({ link: linkTo(sighting), wasThere });
    }
    const slept = new AbortController();
    await Promise.race([exited, pause(cli.clock, 60, slept.signal)]);
    slept.abort();
  }
  // Left behind, it would hold the folder and answer no later command.
  if (ended === null) daemon.stop();
  return whyNot(cli, settings, options.port, ended);
}

async function whyNot(
  cli: Cli,
  { folders }: Settings,
  port: number,
  ended: { readonly code: number | null } | null,
): Promise<Result<StartedDaemon, Failure>> {
  if (ended === null) {
    const message = `The daemon is not ready after ${bootPatienceMs / 1000} seconds.`;
    return err({ exitCode: exitCodes.error, code: 'start_failed', message, fix: `See ${folders.logs}` });
  }
  if (ended.code === exitCodes.lockedByAnother || ended.code === exitCodes.done) {
    // Several starts at once: one has the folder, and the others use its daemon.
    const sighting = await findSettledDaemon(cli.clock, folders);
    if (sighting.state === 'running') return ok({ link: linkTo(sighting), wasThere: true });
    if (sighting.state === 'not_answering') return err(lockedFailure(sighting.pids));
  }
  return err(await bootFailure(ended.code, port, folders));
}
