import { exitCodes } from '@videoexpress/host';
import { err, ok, type Result, routes, routeUrl } from '@videoexpress/job-schema';
import type { Cli } from '../../cli.ts';
import { findSettledDaemon, linkTo } from '../../daemon-link/link.ts';
import type { Settings } from '../../daemon-link/settings.ts';
import { type Failure, lockedFailure } from '../../failure.ts';
import { fetchFile } from '../../saving/fetch-file.ts';
import { backupFailure } from './backup-failure.ts';
import { knownSecrets } from './known-secrets.ts';

interface WriteOptions {
  readonly cli: Cli;
  readonly settings: Settings;
  readonly media: boolean;
  readonly signal: AbortSignal;
}

/**
 * Writes a backup to the new file `path`: as the running daemon gives it, or, where none runs, made here under its lock.
 * The database of a running daemon is never opened from here.
 */
export async function writeBackupTo(
  path: string,
  { cli, settings, media, signal }: WriteOptions,
): Promise<Result<null, Failure>> {
  const sighting = await findSettledDaemon(cli.clock, settings.folders);
  switch (sighting.state) {
    case 'not_answering':
      return err(lockedFailure(sighting.pids));
    case 'running': {
      const address = routeUrl(routes.makeBackup, {}, media ? { media: 'true' } : {});
      return fetchBackup(address, { link: linkTo(sighting), path, signal });
    }
    case 'none':
    case 'stale': {
      const program = await cli.starter.backupProgram();
      const secretsNotHeld = [...knownSecrets(settings)];
      const written = await program.write({ folders: settings.folders, path, media, secretsNotHeld, signal });
      return written.ok ? ok(null) : err(backupFailure(written.error));
    }
  }
}

async function fetchBackup(
  address: string,
  { link, path, signal }: { link: ReturnType<typeof linkTo>; path: string; signal: AbortSignal },
): Promise<Result<null, Failure>> {
  try {
    const fetched = await fetchFile(link, address, { path, mode: 0o600, signal });
    if (fetched.ok) return ok(null);
    const { code, message } = fetched.error;
    if (signal.aborted) return err({ exitCode: exitCodes.error, code: 'called_off', message: 'Called off.' });
    const fix = 'Nothing was written. Try again; if it stays so, see what is wrong with: videoexpress doctor';
    const exitCode = code === 'database_failed' ? exitCodes.databaseUnusable : exitCodes.error;
    return err({ exitCode, code: code === 'download_failed' ? 'backup_failed' : code, message, fix });
  } catch (cause) {
    const errno = cause instanceof Error && 'code' in cause ? cause.code : '';
    const isFull = errno === 'ENOSPC' || errno === 'EDQUOT';
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err({
      exitCode: exitCodes.error,
      code: isFull ? 'disk_full' : 'backup_failed',
      message: isFull ? 'The disk is full. Nothing was written.' : `The backup could not be written: ${detail}`,
      fix: 'Free some space, or name a file on another disk.',
    });
  }
}
