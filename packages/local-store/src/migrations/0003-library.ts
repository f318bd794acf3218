import type { Migration } from './migration.ts';

/**
 * Projects, the trash, what made an asset, and the search. `index_text` and `name_order` are functions that the
 * connection brings along.
 */
export const library: Migration = {
  version: 3,
  name: 'library',
  sql: `
    CREATE TABLE project (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      deleted_at_ms INTEGER
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE asset_new (
      -- When it was made, times 1024, and its turn within that millisecond: the order of the library. The search knows
      -- an asset by it, so the newest of any search, and those of any span of time, are read without sorting.
      place INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      type TEXT NOT NULL,
      name TEXT NOT NULL,
      name_order TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      mime_type TEXT NOT NULL,
      width INTEGER,
      height INTEGER,
      duration_seconds REAL,
      fps REAL,
      job_id TEXT,
      -- Stays while a project is deleted, so that it can come back with what it had.
      project_id TEXT,
      remote_url TEXT,
      favourite INTEGER NOT NULL,
      warnings_json TEXT NOT NULL,
      path TEXT NOT NULL,
      poster_path TEXT,
      created_at_ms INTEGER NOT NULL,
      deleted_at_ms INTEGER,
      source_asset_id TEXT,
      origin_kind TEXT,
      origin_engine TEXT,
      origin_model TEXT,
      origin_labels TEXT,
      origin_prompt TEXT,
      origin_seed INTEGER,
      settings_json TEXT
    ) STRICT;
    INSERT INTO asset_new
      SELECT
        row_number() OVER made + max(created_at_ms * 1024 - turn) OVER made,
        id, type, name, name_order(name), bytes, sha256, mime_type, width, height, duration_seconds, fps, job_id,
        project_id, remote_url, favourite, warnings_json, path, poster_path, created_at_ms, NULL, NULL,
        settings_json ->> '$.kind', settings_json ->> '$.engine', settings_json ->> '$.input.model', NULL,
        settings_json ->> '$.input.prompt',
        iif(json_type(settings_json, '$.input.seed') = 'integer', settings_json ->> '$.input.seed', NULL),
        settings_json
      FROM (SELECT *, row_number() OVER (ORDER BY created_at_ms, id) AS turn FROM asset)
      WINDOW made AS (ORDER BY created_at_ms, id);
    DROP TABLE asset;
    ALTER TABLE asset_new RENAME TO asset;
    CREATE INDEX asset_job ON asset (job_id) WHERE job_id IS NOT NULL;
    CREATE INDEX asset_content ON asset (sha256);
    CREATE INDEX asset_by_name ON asset (deleted_at_ms IS NULL, name_order, place);
    CREATE INDEX asset_by_length ON asset (deleted_at_ms IS NULL, ifnull(duration_seconds, 0), place);
    CREATE INDEX asset_by_size ON asset (deleted_at_ms IS NULL, bytes, place);
    -- The numbers of the library and of each project are read from these alone.
    CREATE INDEX asset_share ON asset (deleted_at_ms IS NULL, type, favourite, origin_engine, bytes);
    CREATE INDEX asset_project ON asset (project_id, deleted_at_ms, bytes) WHERE project_id IS NOT NULL;
    CREATE INDEX asset_trash ON asset (deleted_at_ms) WHERE deleted_at_ms IS NOT NULL;

    -- What an asset was made from.
    CREATE TABLE asset_source (
      asset_id TEXT NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
      source_id TEXT NOT NULL,
      PRIMARY KEY (asset_id, source_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX asset_source_use ON asset_source (source_id, asset_id);
    INSERT INTO asset_source
      SELECT id, settings_json ->> '$.input.image' FROM asset
      WHERE json_type(settings_json, '$.input.image') = 'text';

    -- Files of assets that are gone for good, until they are off the disk.
    CREATE TABLE leftover_file (path TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

    -- Every text is split into words beforehand, by search-words.ts: the tokenizer only has to cut at spaces. Beside the
    -- texts stand the facts that lists are filtered by, as words too, so that any filter is one look into the index.
    CREATE VIRTUAL TABLE asset_search USING fts5(
      name, prompt, labels, facts,
      content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3'
    );
    INSERT INTO asset_search (rowid, name, prompt, labels, facts)
      SELECT
        place, index_text(name), index_text(origin_prompt),
        index_text(concat_ws(' ', origin_engine, origin_model, origin_labels)),
        concat_ws(' ',
          iif(deleted_at_ms IS NULL, 'library', 'trash'),
          't' || type,
          'f' || favourite,
          'e' || hex(origin_engine),
          's' || origin_seed,
          iif(project_id IS NULL, 'none', 'p' || substr(project_id, 5)),
          CASE WHEN width > height THEN 'landscape' WHEN width < height THEN 'portrait' WHEN width = height THEN 'square' END
        )
      FROM asset;
  `,
};
