import { commitMarkFile } from './commit-mark.ts';
import type { OpenError } from './open-error.ts';
import { isFullDisk, sqliteCode } from './sqlite-code.ts';

/** The file is no whole database. */
export function corrupt(path: string, detail: string): OpenError {
  return {
    code: 'corrupt',
    detail: `The database ${path} is damaged (${detail}). It was left untouched. Restore a backup, or move the file away to begin anew; your clips stay in the media folder.`,
  };
}

/** SQLite takes a journal that is missing, or damaged in the middle, for one that ends there. */
export function behind(path: string, lost: number): OpenError {
  return {
    code: 'corrupt',
    detail: `The database ${path} lacks its newest ${lost} ${lost === 1 ? 'change' : 'changes'}: the file ${path}-wal was taken away or is damaged, or an older copy lies in its place. It was left untouched. Put the newest files back or restore a backup. Where the older copy is meant, delete ${commitMarkFile(path)} and start again.`,
  };
}

/** Why opening the file, or reading it, failed. */
export function openError(path: string, cause: unknown): OpenError {
  const code = sqliteCode(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(path, message);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    return {
      code: 'read_only',
      detail: `The database ${path} cannot be written (${message}). Make the data folder and the files of the database in it writable, or choose another with --data-dir.`,
    };
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return { code: 'busy', detail: `Another program holds the database ${path}. Close it and start again.` };
  }
  if (isFullDisk(code)) {
    return {
      code: 'disk_full',
      detail: `There is no room on the disk for the database ${path}. Free some space and start again.`,
    };
  }
  // Some systems say no more than this about a disk that is all but full.
  const wayOut = code.startsWith('SQLITE_IOERR') ? ' See whether its disk is full or failing, then start again.' : '';
  return { code: 'failed', detail: `The database ${path} cannot be opened: ${message}.${wayOut}` };
}
