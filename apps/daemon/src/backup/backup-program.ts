import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import {
  appVersion,
  type BackupProblem,
  type BackupProgram,
  type Children,
  createChildren,
  exitCodes,
  thisMachine,
  type WriteBackupOptions,
} from '@videoexpress/host';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { takeDaemonLock } from '@videoexpress/local-store';
import { fileProblem } from './archive-problems.ts';
import { clearBackupScratch } from './backup-scratch.ts';
import { checkBackup } from './check-backup.ts';
import { makeBackup } from './make-backup.ts';
import { restoreCloud } from './restore-cloud.ts';
import { restoreBackup } from './restore-backup.ts';
import { problemOfOpenError } from './run-database-task.ts';

/** The same with children of the program whose script is `entry`. */
export function createBackupProgramOf(entry: string): BackupProgram {
  const execArgv = entry.endsWith('.ts') ? ['--conditions=source'] : [];
  return createBackupProgram(createChildren({ execPath: process.execPath, execArgv, entry, env: thisMachine().env }));
}

/** Backups while no daemon runs: the same copy and the same file, made under the daemon's lock. */
export function createBackupProgram(children: Pick<Children, 'start'>): BackupProgram {
  async function write(options: WriteBackupOptions): Promise<Result<null, BackupProblem>> {
    const { folders, path, signal } = options;
    if (!existsSync(folders.databaseFile)) return err(nothingThere(folders.data));
    await mkdir(folders.state, { recursive: true, mode: 0o700 });
    await mkdir(folders.scratch, { recursive: true, mode: 0o700 });
    const lock = takeDaemonLock(folders.lockFile);
    if (lock === null) return err(locked(folders.data));
    try {
      clearBackupScratch(folders.scratch);
      const made = await makeBackup({
        ...options,
        children,
        appVersion: appVersion(),
        madeAt: new Date().toISOString(),
      });
      if (!made.ok) return err(problemOfOpenError(made.error));
      try {
        await pipeline(made.value.stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal });
        const file = await open(path, 'r+');
        await file.sync();
        await file.close();
        return ok(null);
      } finally {
        await made.value.discard();
      }
    } finally {
      lock.release();
    }
  }

  return {
    async write(options) {
      try {
        return await write(options);
      } catch (cause) {
        await rm(options.path, { force: true });
        if (options.signal.aborted) return err(calledOff);
        return err(fileProblem('The backup could not be written', cause));
      }
    },
    async check(path, signal) {
      try {
        return await checkBackup(path, signal);
      } catch (cause) {
        return err(signal.aborted ? calledOff : fileProblem('The backup could not be read', cause));
      }
    },
    restore: (options) => restoreBackup(options, children),
    restoreFromCloud: (options) => restoreCloud(options, children),
  };
}

function nothingThere(folder: string): BackupProblem {
  return {
    exitCode: exitCodes.error,
    code: 'nothing_to_back_up',
    message: `There is no database in ${folder}.`,
    fix: 'Name the studio with --data-dir DIR, or see where yours is: videoexpress paths',
  };
}

function locked(folder: string): BackupProblem {
  return {
    exitCode: exitCodes.lockedByAnother,
    code: 'locked',
    message: `Another process uses ${folder}.`,
    fix: 'Try again in a moment. If it stays so: videoexpress stop',
  };
}

const calledOff: BackupProblem = {
  exitCode: exitCodes.error,
  code: 'called_off',
  message: 'Called off. Nothing was written.',
  fix: null,
};
