import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { exitCodes, type ExitCode } from '../runtime/exit-codes.ts';
import type { Folders } from './folders.ts';

export interface FolderError {
  readonly code: 'read_only' | 'not_a_folder' | 'no_space' | 'no_file_descriptors' | 'unusable';
  readonly path: string;
  /** What the system said. */
  readonly detail: string;
}

/**
 * Makes every folder of the studio (mode 0700) and proves that data and state can be written, by writing. Sets the
 * process's umask to 077 first, so nothing made later is ever readable by others.
 *
 * Folders that exist are left as they are: `doctor` reports one that is too wide.
 */
export function ensureFolders(folders: Folders): Result<void, FolderError> {
  process.umask(0o077);
  const wanted = [
    folders.data,
    folders.state,
    folders.config,
    folders.media,
    folders.posters,
    folders.scratch,
    folders.quarantine,
    folders.uploads,
    folders.logs,
  ];
  for (const path of wanted) {
    try {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } catch (cause) {
      return err(folderError(path, cause));
    }
  }
  for (const path of [folders.data, folders.media, folders.state]) {
    const probed = probeWritable(path);
    if (!probed.ok) return probed;
  }
  return ok(undefined);
}

/** Writes, syncs and removes a small file: the only proof that a folder takes files. */
export function probeWritable(folder: string): Result<void, FolderError> {
  const probe = join(folder, `.write-probe-${randomBytes(6).toString('hex')}`);
  try {
    const file = openSync(probe, 'wx', 0o600);
    try {
      writeSync(file, 'probe\n');
      fsyncSync(file);
    } finally {
      closeSync(file);
      rmSync(probe, { force: true });
    }
    return ok(undefined);
  } catch (cause) {
    return err(folderError(folder, cause));
  }
}

const codesByErrno: Readonly<Record<string, FolderError['code']>> = {
  EROFS: 'read_only',
  EACCES: 'read_only',
  EPERM: 'read_only',
  ENOTDIR: 'not_a_folder',
  EEXIST: 'not_a_folder',
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EMFILE: 'no_file_descriptors',
  ENFILE: 'no_file_descriptors',
};

function folderError(path: string, cause: unknown): FolderError {
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const detail = cause instanceof Error ? cause.message : String(cause);
  return { code: codesByErrno[errno] ?? 'unusable', path, detail };
}

/** One line for a person: what is wrong with the folder and the way out. */
export function describeFolderError(error: FolderError): string {
  switch (error.code) {
    case 'read_only':
      return `${error.path} cannot be written. Make it writable for this user, or choose another folder with --data-dir.`;
    case 'not_a_folder':
      return `${error.path} is not a folder, or a file is in its way. Move that file, or choose another folder with --data-dir.`;
    case 'no_space':
      return `The disk that holds ${error.path} is full. Free some space, or choose a folder on another disk with --data-dir.`;
    case 'no_file_descriptors':
      return 'The system has no file descriptors left for this program. Close programs, or raise the limit (ulimit -n).';
    case 'unusable':
      return `${error.path} cannot be used: ${error.detail}`;
  }
}

/** The exit code that a start ends with on this error. */
export function folderErrorExitCode(error: FolderError): ExitCode {
  switch (error.code) {
    case 'read_only':
    case 'no_space':
      return exitCodes.databaseUnusable;
    case 'not_a_folder':
      return exitCodes.configurationInvalid;
    case 'no_file_descriptors':
    case 'unusable':
      return exitCodes.error;
  }
}
