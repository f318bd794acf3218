import type { BackupCounts } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';

/** How much of each thing a database holds, whatever version of the schema it has. */
export function countContent(db: Database.Database): BackupCounts {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get());
  const has = (table: string, column: string): boolean =>
    db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined;
  return {
    jobs: count('SELECT count(*) FROM job'),
    unendedJobs: count("SELECT count(*) FROM job WHERE state NOT IN ('succeeded', 'failed', 'cancelled')"),
    assets: count('SELECT count(*) FROM asset'),
    trashed: has('asset', 'deleted_at_ms') ? count('SELECT count(*) FROM asset WHERE deleted_at_ms IS NOT NULL') : 0,
    projects: has('project', 'id') ? count('SELECT count(*) FROM project WHERE deleted_at_ms IS NULL') : 0,
  };
}
