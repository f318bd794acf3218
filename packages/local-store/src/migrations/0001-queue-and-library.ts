import type { Migration } from './migration.ts';

/** The queue, the library and the event log as the first version has them. */
export const queueAndLibrary: Migration = {
  version: 1,
  name: 'queue and library',
  sql: `
    CREATE TABLE job (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      engine TEXT NOT NULL,
      input_json TEXT NOT NULL,
      progress_json TEXT NOT NULL,
      output_json TEXT NOT NULL,
      error_json TEXT,
      cost_json TEXT,
      attempt INTEGER NOT NULL,
      submissions INTEGER NOT NULL,
      priority INTEGER NOT NULL,
      project_id TEXT,
      retry_of TEXT,
      run_at_ms INTEGER,
      not_before_ms INTEGER,
      snoozed_at_ms INTEGER,
      created_at_ms INTEGER NOT NULL,
      started_at_ms INTEGER,
      finished_at_ms INTEGER,
      version INTEGER NOT NULL,
      created_boot_id TEXT NOT NULL,
      claimed_boot_id TEXT,
      crashes INTEGER NOT NULL,
      orphaned INTEGER NOT NULL,
      auto_retries INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    -- Only queued jobs are in it, in the order of their turn, so that a claim reads one row however long history is.
    CREATE INDEX job_queued ON job (priority, id) WHERE state = 'queued';
    CREATE INDEX job_state ON job (state, id);

    CREATE TABLE attempt (
      id TEXT PRIMARY KEY,
      job_id TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      engine TEXT NOT NULL,
      asset_id TEXT NOT NULL UNIQUE,
      remote_id TEXT,
      submissions INTEGER NOT NULL,
      outcome TEXT NOT NULL,
      cancel_remote INTEGER NOT NULL,
      warnings_json TEXT NOT NULL,
      boot_id TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      UNIQUE (job_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_closing ON attempt (id) WHERE outcome = 'closing';

    CREATE TABLE asset (
      id TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      name TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      mime_type TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      duration_seconds REAL,
      fps REAL,
      job_id TEXT,
      project_id TEXT,
      remote_url TEXT,
      favourite INTEGER NOT NULL,
      warnings_json TEXT NOT NULL,
      path TEXT NOT NULL,
      poster_path TEXT,
      settings_json TEXT,
      created_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX asset_job ON asset (job_id) WHERE job_id IS NOT NULL;

    -- AUTOINCREMENT: a row id is never used twice, so a stream that resumes after one can trust it.
    CREATE TABLE event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      topic TEXT NOT NULL,
      payload_json TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX event_at ON event (at_ms);

    CREATE TABLE idempotency (
      key TEXT PRIMARY KEY,
      body_hash TEXT NOT NULL,
      job_id TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE setting (
      key TEXT PRIMARY KEY,
      value_json TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE session (
      id_hash TEXT PRIMARY KEY,
      created_at_ms INTEGER NOT NULL,
      touched_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
