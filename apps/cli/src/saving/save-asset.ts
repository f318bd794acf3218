import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { exitCodes, findRunningDaemon, type Folders } from '@videoexpress/host';
import { err, ok, routes, routeUrl, type Asset, type Result } from '@videoexpress/job-schema';
import type { CliClock } from '../cli.ts';
import { linkTo, type DaemonLink } from '../daemon-link/link.ts';
import { pause } from '../daemon-link/waiting.ts';
import type { Failure } from '../failure.ts';
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
 * Writes a clip of the library to the person's file and gives back its path: under a temporary name, synced, compared
 * with the size and hash that the daemon validated it with, and only then named.
 */
export async function saveClip(options: SaveOptions): Promise<Result<string, Failure>> {
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
  const response = await fetch(link.info.url + routeUrl(routes.getAssetContent, { id: asset.id }), {
    headers: { authorization: `Bearer ${link.token}` },
    signal,
  }).catch(() => null);
  if (response === null || !response.ok || response.body === null) {
    await response?.body?.cancel();
    const detail = response === null ? 'the daemon did not answer' : `status ${response.status}`;
    return err({ ...saveFailure(`The clip could not be fetched: ${detail}.`), code: 'download_failed' });
  }
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'w', 0o600);
  try {
    const chunks = response.body[Symbol.asyncIterator]();
    for (;;) {
      const next = await chunks.next().catch(() => null);
      if (next === null)
        return err({ ...saveFailure('The connection broke while the clip was fetched.'), code: 'download_failed' });
      if (next.done === true) break;
      hash.update(next.value);
      bytes += next.value.length;
      await file.write(next.value);
    }
    await file.chmod(mode);
    await file.sync();
  } finally {
    await file.close();
  }
  if (bytes < asset.bytes) {
    return err({ ...saveFailure('The connection broke while the clip was fetched.'), code: 'download_failed' });
  }
  if (bytes === asset.bytes && hash.digest('hex') === asset.sha256) return ok(undefined);
  return err({ ...saveFailure('The clip did not arrive as it is in the library.'), code: 'download_damaged' });
}

function saveFailure(message: string): Failure {
  return {
    exitCode: exitCodes.error,
    code: 'save_failed',
    message,
    fix: 'The clip is done and in the library: videoexpress open',
  };
}

function writeFailure(cause: unknown): Failure {
  const errno = cause instanceof Error && 'code' in cause ? cause.code : '';
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return { ...saveFailure('The disk is full.'), code: 'disk_full' };
  return saveFailure(`The clip could not be written: ${cause instanceof Error ? cause.message : String(cause)}`);
}
