import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type BackupProblem,
  type CheckedBackup,
  type Children,
  exitCodes,
  flushFolder,
  type RestoreBackupOptions,
} from '@videoexpress/host';
import { type BackupManifest, err, ok, type Result } from '@videoexpress/job-schema';
import { type OpenError, takeDaemonLock } from '@videoexpress/local-store';
import { databaseName } from './archive-names.ts';
import { damagedBackup, fileProblem, noRoom } from './archive-problems.ts';
import { readyTaskName } from './backup-tasks.ts';
import { passThrough } from './check-backup.ts';
import { halfPrefix, holdsNothing, notEmpty, removeHalves } from './empty-folder.ts';
import { type OpenBackup, openBackup } from './read-archive.ts';
import { problemOfOpenError, runDatabaseTask } from './run-database-task.ts';

/** What a studio makes beside the library; a restored folder has them too, so that it looks like any other. */
const spareBytes = 50_000_000;

/**
 * Puts a backup into a data folder that is not there or holds nothing. Everything is written beside it first, compared
 * with the manifest and flushed; one rename then makes it the data folder. The lock keeps a daemon from starting meanwhile.
 */
export async function restoreBackup(
  { path, folders, signal }: RestoreBackupOptions,
  children: Pick<Children, 'start'>,
): Promise<Result<CheckedBackup, BackupProblem>> {
  try {
    if (!(await holdsNothing(folders.data))) return err(notEmpty(folders.data));
    const opened = await openBackup(path);
    if (!opened.ok) return opened;
    try {
      await mkdir(folders.state, { recursive: true, mode: 0o700 });
      const lock = takeDaemonLock(folders.lockFile);
      if (lock === null) return err(locked(folders.data));
      try {
        return await restoreFrom(opened.value, { path, target: folders.data, children, signal });
      } finally {
        lock.release();
      }
    } finally {
      opened.value.close();
    }
  } catch (cause) {
    if (signal.aborted) return err(calledOff);
    return err(fileProblem('The backup could not be restored', cause));
  }
}

interface Restoring {
  readonly path: string;
  readonly target: string;
  readonly children: Pick<Children, 'start'>;
  readonly signal: AbortSignal;
}

async function restoreFrom(
  backup: OpenBackup,
  { path, target, children, signal }: Restoring,
): Promise<Result<CheckedBackup, BackupProblem>> {
  const { manifest, bytes } = backup;
  const parent = dirname(target);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await removeHalves(target);
  const needed = manifest.files.reduce((sum, file) => sum + file.bytes, spareBytes);
  const disk = await statfs(parent);
  if (disk.bavail * disk.bsize < needed) return err(noRoom('The restored studio', needed, disk.bavail * disk.bsize));
  const half = join(parent, `${halfPrefix(target)}${randomBytes(6).toString('hex')}`);
  try {
    const fault = await unpack(backup, half, signal);
    if (fault !== null) return err(damagedBackup(path, fault));
    const ready = await runDatabaseTask(children, readyTaskName, { path: join(half, databaseName) }, signal);
    if (!ready.ok) return err(unusableDatabase(path, ready.error));
    await flushFolders(half, manifest);
    await rmdir(target).catch(() => undefined);
    if (!(await holdsNothing(target))) return err(notEmpty(target));
    await rename(half, target);
    await flushFolder(parent);
    return ok({ manifest, bytes });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

/** Writes every file of the backup below a folder; says what is wrong with the backup, or null. */
async function unpack(backup: OpenBackup, half: string, signal: AbortSignal): Promise<string | null> {
  await mkdir(half, { mode: 0o700 });
  for (const file of backup.manifest.files) {
    const to = join(half, ...file.name.split('/'));
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    // `wx`: two names that this file system takes for one are not written over each other.
    const handle = await open(to, 'wx', 0o600);
    try {
      const fault = await passThrough(file, backup.read, (piece) => handle.writeFile(piece), signal);
      if (fault !== null) return fault;
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
  return null;
}

async function flushFolders(half: string, manifest: BackupManifest): Promise<void> {
  const names = new Set(['.']);
  for (const { name } of manifest.files) {
    for (let folder = dirname(name); folder !== '.'; folder = dirname(folder)) names.add(folder);
  }
  for (const name of names) await flushFolder(join(half, name));
}

function unusableDatabase(path: string, error: OpenError): BackupProblem {
  if (error.code === 'corrupt') return damagedBackup(path, 'its database is damaged, or none of a studio');
  return problemOfOpenError(error);
}

function locked(folder: string): BackupProblem {
  return {
    exitCode: exitCodes.lockedByAnother,
    code: 'locked',
    message: `Another process uses ${folder}.`,
    fix: 'Stop the studio first: videoexpress stop',
  };
}

const calledOff: BackupProblem = {
  exitCode: exitCodes.error,
  code: 'called_off',
  message: 'Called off. Nothing was changed.',
  fix: null,
};
