import Database from 'better-sqlite3';
import { sqliteCode } from './sqlite-code.ts';

/** Held for the life of the process; the system lets go of it at any end, `kill -9` included. */
export interface DaemonLock {
  release(): void;
}

/**
 * One daemon per data folder: an SQLite file held with BEGIN EXCLUSIVE. Null when another process has it. Throws when
 * the file cannot be made at all.
 */
export function takeDaemonLock(path: string): DaemonLock | null {
  const db = new Database(path, { timeout: 0 });
  try {
    // Nothing is ever written, so no journal is needed; in memory it leaves no file behind.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (sqliteCode(cause).startsWith('SQLITE_BUSY')) return null;
    throw cause;
  }
  return {
    release() {
      db.close();
    },
  };
}
