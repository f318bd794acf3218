import { existsSync, renameSync, rmSync } from 'node:fs';
import { err, ok, type Result } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';
import { migrations as allMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import type { OpenError } from './open-error.ts';

export interface MigrateOptions {
  readonly steps?: readonly Migration[];
  /** Called before each step and before the commit; a test ends the process here. */
  readonly beforeStep?: (step: string) => void;
}

/**
 * Brings the schema up to date in one transaction, after a backup of what was there. The version stands in SQLite's own
 * `user_version`, so it is part of the same transaction.
 */
export function migrate(
  db: Database.Database,
  path: string,
  options: MigrateOptions = {},
): Result<{ from: number; to: number }, OpenError> {
  const steps = options.steps ?? allMigrations;
  const from = Number(db.pragma('user_version', { simple: true }));
  const to = steps.length;
  if (from > to) return err(tooNew(from, to));
  const due = steps.slice(from);
  if (due.length === 0) return ok({ from, to });
  if (from > 0) backUp(db, `${path}.before-v${to}.bak`);
  const run = db.transaction(() => {
    for (const step of due) {
      options.beforeStep?.(step.name);
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }
    options.beforeStep?.('commit');
  });
  run.immediate();
  return ok({ from, to });
}

/** A consistent copy beside the database. One that is there already is from the same version, and older: it is kept. */
function backUp(db: Database.Database, to: string): void {
  if (existsSync(to)) return;
  // A kill in the middle must not leave half a copy under the name of a whole one.
  const part = `${to}.part`;
  rmSync(part, { force: true });
  try {
    db.prepare('VACUUM INTO ?').run(part);
    renameSync(part, to);
  } catch (cause) {
    // On a full disk, half a copy would take the very room that is missing.
    rmSync(part, { force: true });
    throw cause;
  }
}

/** The file was written by a newer program. */
export function tooNew(version: number, known: number): OpenError {
  return {
    code: 'too_new',
    detail: `The database has schema version ${version}; this program knows up to ${known}. Start the newer program that wrote it, or restore an older backup.`,
  };
}
