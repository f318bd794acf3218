import { rm } from 'node:fs/promises';
import { findRunningDaemon, type Folders } from '@videoexpress/host';
import { err, ok, routes, routeUrl, type Asset, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { linkTo, type DaemonLink } from '../daemon-link/link.ts';
import { pause } from '../daemon-link/waiting.ts';
import type { Failure } from '../failure.ts';
import { fetchFile, saveFailure, writeFailure } from './fetch-file.ts';
import { settleFile, temporaryPathFor, type OutputPlan } from './output-file.ts';

export interface SaveOptions {
  readonly clock: CliClock;
  readonly folders: Folders;
  readonly link: DaemonLink;
  readonly asset: Asset;
  readonly plan: OutputPlan;
  readonly mode: number;
  readonly signal: AbortSignal;
}

const mostTries = 4;

/**
 * Writes a file of the library to the person's file and gives back its path: under a temporary name, synced, compared
 * with the size and hash that the daemon validated it with, and only then named.
 */
export async function saveAsset(options: SaveOptions): Promise<Result<string, Failure>> {
  const { clock, folders, asset, plan, mode, signal } = options;
  const temporary = temporaryPathFor(plan.path);
  let { link } = options;
  try {
    for (let tries = 1; ; tries += 1) {
      const fetched = await fetchTo(temporary, link, asset, mode, signal);
      if (fetched.ok) break;
      if (fetched.error.code !== 'download_failed' || tries === mostTries || signal.aborted) return fetched;
      await pause(clock, 500 * tries, signal);
      const sighting = await findRunningDaemon(folders);
      if (sighting.state === 'running') link = linkTo(sighting);
    }
    const path = settleFile(temporary, plan);
    if (path !== null) return ok(path);
    return err({ ...saveFailure(`${plan.path} has come to be there meanwhile.`), code: 'file_exists' });
  } catch (cause) {
    return err(writeFailure(cause));
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function fetchTo(
  path: string,
  link: DaemonLink,
  asset: Asset,
  mode: number,
  signal: AbortSignal,
): Promise<Result<void, Failure>> {
  const fetched = await fetchFile(link, routeUrl(routes.getAssetContent, { id: asset.id }), { path, mode, signal });
  if (!fetched.ok) return fetched;
  const { bytes, sha256 } = fetched.value;
  if (bytes === asset.bytes && sha256 === asset.sha256) return ok(undefined);
  if (bytes < asset.bytes) return err({ ...saveFailure('The connection broke.'), code: 'download_failed' });
  return err({ ...saveFailure('The file did not arrive as it is in the library.'), code: 'download_damaged' });
}
