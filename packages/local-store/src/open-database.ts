import { existsSync } from 'node:fs';
import { err, ok, type Result } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { busyTimeoutMs } from './busy-timeout.ts';
import { newestEvent, readCommitMark } from './commit-mark.ts';
import { migrate, type MigrateOptions, tooNew } from './migrate.ts';
import { migrations as allMigrations } from './migrations/index.ts';
import type { OpenError } from './open-error.ts';
import { behind, corrupt, openError } from './open-problems.ts';
import { addSearchFunctions } from './search/search-functions.ts';
import { sqliteCode } from './sqlite-code.ts';

const walLimitBytes = 64 * 1024 * 1024;
/** Room for the indexes of a library of 100,000 assets. */
const cacheKibibytes = 64 * 1024;
/** Before it, a WAL reset could lose a commit. */
const oldestSqlite = [3, 51, 3] as const;

export interface OpenOptions extends MigrateOptions {
  /** There are clips or posters of an earlier run: an empty or missing database is then a loss, not a beginning. */
  readonly expectContent?: boolean;
}

/**
 * Opens the database for the one process that writes it: WAL, every commit flushed to the disk, migrated. What is there
 * is looked at without writing first, so a damaged or newer file is left as it was; and an empty database is never made
 * where a full one should be.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Result<Database.Database, OpenError> {
  let db: Database.Database | null = null;
  try {
    const found = lookAt(path, options.expectContent ?? false, (options.steps ?? allMigrations).length);
    if (found !== null) return err(found);
    db = new Database(path, { timeout: busyTimeoutMs });
    prepare(db);
    addSearchFunctions(db);
    assertWritable(db);
    const migrated = migrate(db, path, options);
    if (migrated.ok) return ok(db);
    db.close();
    return migrated;
  } catch (cause) {
    db?.close();
    return err(openError(path, cause));
  }
}

/** What speaks against opening the file for writing; null when nothing does. */
function lookAt(path: string, expectContent: boolean, newest: number): OpenError | null {
  if (!existsSync(path)) {
    const lost = expectContent || existsSync(`${path}-wal`) || readCommitMark(path) > 0;
    return lost ? missing(path, 'is gone') : null;
  }
  const db = new Database(path, { readonly: true, timeout: busyTimeoutMs });
  try {
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > newest) return tooNew(version, newest);
    const broken = findCorruption(db);
    if (broken !== null) return corrupt(path, broken);
    const marked = readCommitMark(path);
    if (version === 0) return expectContent || marked > 0 ? missing(path, 'is empty') : null;
    const newestId = newestEvent(db);
    return newestId < marked ? behind(path, marked - newestId) : null;
  } finally {
    db.close();
  }
}

function missing(path: string, how: string): OpenError {
  return {
    code: 'corrupt',
    detail: `The database ${path} ${how}, although this data folder was used before. Nothing was made in its place. Put the database back or restore a backup; to begin anew, move the whole data folder away.`,
  };
}

function prepare(db: Database.Database): void {
  assertSqliteVersion(db);
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is built to fall back to NORMAL in WAL mode, which can lose a commit at power loss.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`journal_size_limit = ${walLimitBytes}`);
  db.pragma(`cache_size = -${cacheKibibytes}`);
  const mode = db.pragma('journal_mode', { simple: true });
  const synchronous = db.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || synchronous !== 2) {
    throw new Error(
      `The database runs with journal_mode ${String(mode)} and synchronous ${String(synchronous)}, not WAL and FULL`,
    );
  }
}

/** SQLite falls back to reading where it may not write, and only a write tells: this one is taken back. */
function assertWritable(db: Database.Database): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  try {
    db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${version}; ROLLBACK`);
  } catch (cause) {
    // Another program's turn is waited for later, where it can be told and stopped.
    if (!sqliteCode(cause).startsWith('SQLITE_BUSY')) throw cause;
  }
}

function assertSqliteVersion(db: Database.Database): void {
  const version = String(db.prepare('SELECT sqlite_version()').pluck().get());
  const numbers = version.split('.').map(Number);
  for (const [place, needed] of oldestSqlite.entries()) {
    const have = numbers[place] ?? 0;
    if (have > needed) return;
    if (have < needed) throw new Error(`SQLite ${version} is too old; ${oldestSqlite.join('.')} is needed`);
  }
}

function findCorruption(db: Database.Database): string | null {
  const answer = db.pragma('quick_check(1)', { simple: true });
  return answer === 'ok' ? null : String(answer);
}
