import { type BackupProblem, exitCodes } from '@videoexpress/host';

/** The file is something else, or was cut off before its end. */
export function notABackup(path: string, detail: string): BackupProblem {
  return {
    exitCode: exitCodes.error,
    code: 'not_a_backup',
    message: `${path} is no backup of VideoExpress, or it was cut off: ${detail}.`,
    fix: 'Take another copy of it. Nothing was changed.',
  };
}

/** It is a backup, and not as it was written. */
export function damagedBackup(path: string, detail: string): BackupProblem {
  return {
    exitCode: exitCodes.error,
    code: 'backup_damaged',
    message: `The backup ${path} is damaged: ${detail}.`,
    fix: 'Take another copy of it. Nothing was changed.',
  };
}

/** A later program made it. */
export function newerBackup(path: string, version: number, known: number, appVersion: string): BackupProblem {
  return {
    exitCode: exitCodes.databaseUnusable,
    code: 'backup_too_new',
    message: `The backup ${path} was made by VideoExpress ${appVersion} in format ${version}; this program reads up to ${known}.`,
    fix: 'Restore it with the newer program that made it. Nothing was changed.',
  };
}

/** Reading or writing a file failed. */
export function fileProblem(what: string, cause: unknown): BackupProblem {
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return { exitCode: exitCodes.error, code: 'disk_full', message: `${what}: the disk is full.`, fix: diskFix };
  }
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { exitCode: exitCodes.error, code: 'backup_failed', message: `${what}: ${detail}`, fix: null };
}

/** There is not enough room for what is to be written. */
export function noRoom(what: string, needed: number, free: number): BackupProblem {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
  return {
    exitCode: exitCodes.error,
    code: 'disk_full',
    message: `${what} needs ${megabytes(needed)}, and ${megabytes(free)} are free. Nothing was written.`,
    fix: diskFix,
  };
}

const diskFix = 'Free some space, or take a folder on another disk.';
