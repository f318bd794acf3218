import { findRunningDaemon, type Folders } from '@videoexpress/host';
import { activeStates, err, ok, type Result } from '@videoexpress/job-schema';
import type { Cli, CliClock } from '../cli.ts';
import { findSettledDaemon, linkTo, type DaemonLink } from '../daemon-link/link.ts';
import type { Settings } from '../daemon-link/settings.ts';
import { startDetached } from '../daemon-link/start-detached.ts';
import { stopDaemon } from '../daemon-link/stop-daemon.ts';
import { lockedFailure, type Failure } from '../failure.ts';

const anyFreePort = 0;

/**
 * The daemon that a job is given to: the running one, or one started for it. For the time of the job that is a daemon on
 * a free port that leaves the rest of the queue alone; with `keep`, one like any other, on its usual port where that is
 * free.
 */
export async function daemonForJob(cli: Cli, settings: Settings, keep: boolean): Promise<Result<DaemonLink, Failure>> {
  const sighting = await findSettledDaemon(cli.clock, settings.folders);
  if (sighting.state === 'not_answering') return err(lockedFailure(sighting.pids));
  if (sighting.state === 'running') {
    if (keep) await letItStay(linkTo(sighting));
    return ok(linkTo(sighting));
  }
  const wanted = keep ? settings.port : anyFreePort;
  const started = await startDetached(cli, settings, { port: wanted, solo: !keep });
  if (started.ok) return ok(started.value.link);
  if (!keep || started.error.code !== 'port_taken') return started;
  // The job asks for no port of its own, so one that is taken is no reason to refuse it.
  const elsewhere = await startDetached(cli, settings, { port: anyFreePort, solo: false });
  if (!elsewhere.ok) return elsewhere;
  const { link } = elsewhere.value;
  cli.printer.note(`${started.error.message} The studio was started at ${link.info.url}`);
  return ok(link);
}

/**
 * Makes a daemon that was started for one job a lasting one; says whether it was one. A queue that the person paused
 * stays paused.
 */
export async function letItStay(link: DaemonLink): Promise<boolean> {
  const queue = await link.client.call('getQueue', {});
  if (!queue.ok || !queue.value.body.solo) return false;
  if (!queue.value.body.paused) await link.client.call('resumeQueue', {});
  return true;
}

/**
 * Stops a daemon that was started for one job, unless another command has given it work since or has asked it to stay.
 * Any other daemon is left alone.
 */
export async function releaseDaemon(clock: CliClock, folders: Folders): Promise<void> {
  const sighting = await findRunningDaemon(folders);
  if (sighting.state !== 'running' || !sighting.info.solo) return;
  const { client, info } = linkTo(sighting);
  const queue = await client.call('getQueue', {});
  if (!queue.ok || !queue.value.body.solo) return;
  const open = await client.call('listJobs', { query: { state: ['queued', ...activeStates].join(','), limit: 200 } });
  // Only jobs made since it started are its own; older ones wait for a daemon that runs the whole queue.
  const isBusy = open.ok && open.value.body.items.some(({ createdAt }) => createdAt >= info.startedAt);
  if (!isBusy) await stopDaemon(clock, folders);
}
