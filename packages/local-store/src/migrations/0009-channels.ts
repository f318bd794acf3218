import type { Migration } from './migration.ts';

/**
 * Logins, publications, the audit log, and how far the copy in the cloud is. What is sealed can only be read with the key
 * in the secret store, so a copy of the database gives no token away.
 */
export const channels: Migration = {
  version: 9,
  name: 'channels',
  sql: `
    CREATE TABLE connection (
      id TEXT PRIMARY KEY,
      service TEXT NOT NULL,
      account_id TEXT NOT NULL,
      account_name TEXT NOT NULL,
      handle TEXT,
      account_url TEXT,
      state TEXT NOT NULL,
      detail TEXT,
      scopes_json TEXT NOT NULL,
      -- Sealed; null: it was disconnected elsewhere, or restored without the key.
      tokens_sealed TEXT,
      -- Of the access token.
      access_expires_at_ms INTEGER,
      -- Of the login as a whole.
      expires_at_ms INTEGER,
      created_at_ms INTEGER NOT NULL,
      refreshed_at_ms INTEGER,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX connection_account ON connection (service, account_id);

    -- Ids of accounts that were disconnected: connected again, an account is the one that its posts name.
    CREATE TABLE former_connection (
      service TEXT NOT NULL,
      account_id TEXT NOT NULL,
      id TEXT NOT NULL,
      PRIMARY KEY (service, account_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE publication (
      id TEXT PRIMARY KEY,
      asset_id TEXT,
      clip_name TEXT NOT NULL,
      draft INTEGER NOT NULL,
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      version INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX publication_newest ON publication (created_at_ms, id);

    CREATE TABLE post (
      id TEXT PRIMARY KEY,
      publication_id TEXT NOT NULL REFERENCES publication (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      connection_id TEXT NOT NULL,
      service TEXT NOT NULL,
      account_name TEXT NOT NULL,
      content_json TEXT NOT NULL,
      when_json TEXT NOT NULL,
      state TEXT NOT NULL,
      fraction REAL,
      job_id TEXT,
      scheduled_at_ms INTEGER,
      scheduled_by TEXT,
      remote_id TEXT,
      url TEXT,
      visibility TEXT,
      note TEXT,
      error_json TEXT,
      published_at_ms INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX post_of_publication ON post (publication_id, position);
    CREATE INDEX post_job ON post (job_id);
    CREATE INDEX post_scheduled ON post (scheduled_at_ms) WHERE state = 'scheduled';

    -- How far an attempt to publish came at the service, sealed: what a restart goes on from.
    CREATE TABLE publish_journal (
      attempt_id TEXT PRIMARY KEY,
      post_id TEXT NOT NULL,
      sealed TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Append only.
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at_ms INTEGER NOT NULL,
      action TEXT NOT NULL,
      subject TEXT,
      detail TEXT,
      actor TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append only'); END;
    CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append only'); END;

    -- One row: how the copy in the cloud stands.
    CREATE TABLE mirror (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      machine_id TEXT NOT NULL,
      machine_name TEXT NOT NULL,
      -- The project that the cursor speaks of; another one begins anew.
      project_url TEXT,
      user_id TEXT,
      email TEXT,
      session_sealed TEXT,
      -- The newest event whose change is acknowledged there.
      cursor INTEGER NOT NULL,
      -- Added to event ids to make versions, so that they grow on after a database was restored from a backup.
      version_offset INTEGER NOT NULL,
      -- Whether what was there before the first event of the log is there too, and how far that came.
      snapshot_json TEXT,
      last_copied_at_ms INTEGER,
      recovery_key_shown INTEGER NOT NULL,
      -- The word under which this database last wrote there, and the one that it is about to write under: a copy of it, and
      -- one that comes back from a backup, know an older one.
      holder TEXT,
      next_holder TEXT
    ) STRICT;

    -- Null: it may go now. A copy that was put there for a service to fetch stays as long as its address is good.
    ALTER TABLE leftover_object ADD COLUMN due_at_ms INTEGER;
  `,
};
