import { statSync } from 'node:fs';
import { err, ok, type Result } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { tooNew } from '../migrate.ts';
import { newestVersion } from '../migrations/index.ts';
import type { OpenError } from '../open-error.ts';
import { corrupt, openError } from '../open-problems.ts';
import { pausedKey } from '../queue-store.ts';
import { countContent } from './copy-counts.ts';
import { type DatabaseCopy, wholeness } from './copy-database.ts';
import { libraryFiles } from './copied-files.ts';
import { holdPosts } from './hold-posts.ts';

/** Every version of the schema has this table. */
function hasJobs(db: Database.Database): boolean {
  return db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'job' AND type = 'table'").get() !== undefined;
}

/**
 * Makes the copy of a database ready to be a studio's own: read whole first, and refused where it is damaged or newer than
 * this program. Where jobs waited or ran, the queue is paused in it: the studio that the copy is of may have done that
 * work meanwhile, or may still do it, and work can cost money. What was to be published is not published from it at all.
 */
export function readyCopy(path: string): Result<DatabaseCopy, OpenError> {
  try {
    const db = new Database(path, { fileMustExist: true });
    try {
      const schemaVersion = Number(db.pragma('user_version', { simple: true }));
      if (schemaVersion > newestVersion) return err(tooNew(schemaVersion, newestVersion));
      const fault = hasJobs(db) ? wholeness(db) : 'it is none of a studio';
      if (fault !== null) return err(corrupt(path, fault));
      db.pragma('journal_mode = DELETE');
      db.pragma('synchronous = FULL');
      const counts = countContent(db);
      db.exec('DELETE FROM session');
      holdPosts(db);
      if (counts.unendedJobs > 0) {
        db.prepare('INSERT OR REPLACE INTO setting (key, value_json) VALUES (?, ?)').run(pausedKey, 'true');
      }
      return ok({ schemaVersion, bytes: statSync(path).size, counts, files: libraryFiles(db) });
    } finally {
      db.close();
    }
  } catch (cause) {
    return err(openError(path, cause));
  }
}
