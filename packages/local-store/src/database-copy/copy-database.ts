import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from 'node:fs';
import { type BackupCounts, err, ok, type Result } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { newestEvent, readCommitMark } from '../commit-mark.ts';
import { newestVersion } from '../migrations/index.ts';
import type { OpenError } from '../open-error.ts';
import { behind, corrupt, openError } from '../open-problems.ts';
import { tooNew } from '../migrate.ts';
import { type LibraryFile, libraryFiles } from './copied-files.ts';
import { countContent } from './copy-counts.ts';

/** A whole copy of a database, closed and flushed. */
export interface DatabaseCopy {
  readonly schemaVersion: number;
  readonly bytes: number;
  readonly counts: BackupCounts;
  readonly files: readonly LibraryFile[];
}

/** How long a copy waits for a program that locks even readers out. */
const busyTimeoutMs = 5_000;

/**
 * Writes what is committed in the database at `from`, at this moment, to the new file `to`. The writer goes on meanwhile: a
 * copy only reads. Browser sessions stay out of it, and it is checked row by row before it counts. What a damaged or newer
 * database answers is the same as at a start.
 */
export function copyDatabase(from: string, to: string): Result<DatabaseCopy, OpenError> {
  try {
    const wasOpen = existsSync(`${from}-wal`);
    const source = new Database(from, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    try {
      const version = Number(source.pragma('user_version', { simple: true }));
      if (version > newestVersion) return err(tooNew(version, newestVersion));
      // Never ahead of the database: a copy that ends before it lacks commits.
      const marked = readCommitMark(from);
      source.prepare('VACUUM INTO ?').run(to);
      const newest = newestEvent(source);
      if (newest < marked) return err(behind(from, marked - newest));
    } finally {
      source.close();
      // A reader of a database that nobody has open makes these, and leaves them.
      if (!wasOpen) for (const end of ['-wal', '-shm']) rmSync(`${from}${end}`, { force: true });
    }
    const copied = readCopy(to);
    if (copied.ok) flush(to);
    return copied;
  } catch (cause) {
    return err(openError(from, cause));
  }
}

function readCopy(path: string): Result<DatabaseCopy, OpenError> {
  const db = new Database(path, { fileMustExist: true });
  try {
    db.pragma('journal_mode = MEMORY');
    db.pragma('secure_delete = ON');
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > 0) db.exec('DELETE FROM session');
    const fault = wholeness(db);
    if (fault !== null) return err(corrupt(path, fault));
    if (version === 0) return err(corrupt(path, 'it is empty'));
    return ok({
      schemaVersion: version,
      bytes: statSync(path).size,
      counts: countContent(db),
      files: libraryFiles(db),
    });
  } finally {
    db.close();
  }
}

/** Reads a database whole, every index against its table and every reference; null when nothing is wrong with it. */
export function wholeness(db: Database.Database): string | null {
  const answer = String(db.pragma('integrity_check(1)', { simple: true }));
  if (answer !== 'ok') return answer;
  const [broken] = db.pragma('foreign_key_check') as { table: string }[];
  return broken === undefined ? null : `a row of ${broken.table} refers to nothing`;
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
