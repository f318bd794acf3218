import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';

/** Digits enough for any row id that a number can hold. */
const digits = 16;

/** Where the newest commit of the database at `path` is written down a second time. */
export function commitMarkFile(path: string): string {
  return `${path}-mark`;
}

/** The id of the newest event that was ever committed, as the mark has it; 0 where there is none that can be read. */
export function readCommitMark(path: string): number {
  try {
    const marked = Number(readFileSync(commitMarkFile(path), 'latin1').trim());
    return Number.isSafeInteger(marked) && marked > 0 ? marked : 0;
  } catch {
    return 0;
  }
}

/** The id of the newest event that the database has, or had before it was pruned. */
export function newestEvent(db: Database.Database): number {
  const known = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'").pluck().get();
  if (known === 0) return 0;
  return Number(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'").pluck().get() ?? 0);
}

export interface CommitMark {
  /** Something was committed. The mark follows within this turn of the loop. */
  note(): void;
  close(): void;
}

/**
 * Keeps the mark: it is never ahead of what is on the disk, since it is written after the flush of a commit, and after a kill
 * it is exact. A database that ends before it has lost commits: its journal was taken away or damaged, which SQLite itself
 * passes over in silence. It is a witness and nothing more, so a mark that cannot be written stops nothing.
 */
export function keepCommitMark(db: Database.Database, path: string): CommitMark {
  let file = openMark(path);
  const newest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'").pluck();
  let waiting: NodeJS.Immediate | null = null;
  let isClosed = false;

  function write(): void {
    waiting = null;
    // What an open transaction has written may yet be taken back.
    if (file === null || !db.open || db.inTransaction) return;
    try {
      writeSync(file, String(Number(newest.get() ?? 0)).padStart(digits, '0'), 0, 'latin1');
    } catch {
      // The database is busy, or the disk fails: the next commit tries again.
    }
  }

  return {
    note() {
      if (!isClosed) waiting ??= setImmediate(write);
    },
    close() {
      // By a second time the descriptor may be someone else's.
      if (isClosed) return;
      isClosed = true;
      if (waiting !== null) clearImmediate(waiting);
      write();
      // Once: its number may be another file's by the second time.
      if (file !== null) closeSync(file);
      file = null;
    },
  };
}

function openMark(path: string): number | null {
  try {
    // Neither emptied nor appended to: written over in place, so that no moment is without a mark.
    return openSync(commitMarkFile(path), 'r+');
  } catch {
    try {
      return openSync(commitMarkFile(path), 'wx+', 0o600);
    } catch {
      return null;
    }
  }
}
