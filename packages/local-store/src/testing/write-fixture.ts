import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import { openDatabase } from '../open-database.ts';
import {
  type FixtureRow,
  fixtureAssets,
  fixtureAttempts,
  fixtureId,
  fixtureJobs,
  fixtureRest,
  fixtureStartMs,
} from './fixture-rows.ts';

/**
 * Keeps a database as the program of one schema version left it, for the test of upgrades:
 *
 *   node --conditions=source packages/local-store/src/testing/write-fixture.ts VERSION
 *
 * To be run once, in the change that adds a migration. A fixture that is there is never made anew: it stands for databases
 * that people have.
 */
const version = Number(process.argv[2]);
if (!(version >= 1 && version <= migrations.length)) {
  process.stderr.write(`Name a version from 1 to ${migrations.length}\n`);
  process.exit(2);
}
const target = fileURLToPath(new URL(`../migrations/fixtures/version-${version}.db.gz`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'videoexpress-fixture-'));
const path = join(folder, 'videoexpress.db');

// What the first version wrote goes through every step as it did on people's machines; then comes what later ones added.
withDatabase(1, (db) => {
  insertAll(db, 'job', fixtureJobs());
  insertAll(db, 'attempt', fixtureAttempts());
  insertAll(db, 'asset', fixtureAssets());
  for (const [table, rows] of Object.entries(fixtureRest())) insertAll(db, table, rows);
});
if (version >= 3) withDatabase(3, addLibraryRows);
withDatabase(version, (db) => {
  if (version >= 7) addObjectRows(db);
  if (version >= 8) addSpendRows(db);
  if (version >= 9) addChannelRows(db);
  db.pragma('journal_mode = DELETE');
  db.exec('VACUUM');
});
writeFileSync(target, gzipSync(readFileSync(path), { level: 9 }), { flag: 'wx' });
rmSync(folder, { recursive: true });

function withDatabase(schema: number, work: (db: Database.Database) => void): void {
  const opened = openDatabase(path, { steps: migrations.slice(0, schema) });
  if (!opened.ok) throw new Error(opened.error.detail);
  work(opened.value);
  opened.value.close();
}

/** Projects, one of them deleted, and what lies in the trash: with version 3. */
function addLibraryRows(db: Database.Database): void {
  const made = { created_at_ms: fixtureStartMs };
  insertAll(db, 'project', [
    { id: fixtureId('prj', 1), name: 'Winter', ...made, deleted_at_ms: null },
    { id: fixtureId('prj', 2), name: 'Сад 庭', ...made, deleted_at_ms: fixtureStartMs + 1 },
  ]);
  insertAll(db, 'leftover_file', [{ path: 'media/2026-02/gone.mp4' }]);
  const trashed = fixtureId('ast', 3);
  db.prepare('UPDATE asset SET deleted_at_ms = ? WHERE id = ?').run(fixtureStartMs + 1, trashed);
  const place = db.prepare('SELECT place FROM asset WHERE id = ?').pluck().get(trashed);
  db.prepare('DELETE FROM asset_search WHERE rowid = ?').run(place);
  db.prepare(`
    INSERT INTO asset_search (rowid, name, prompt, labels, facts)
    SELECT place, index_text(name), index_text(origin_prompt), index_text('sketch sketch-1'), 'trash tvideo f' || favourite
    FROM asset WHERE id = ?`).run(trashed);
}

/** What lies in the object storage, and what is to go from there: with version 7. */
function addObjectRows(db: Database.Database): void {
  const keys = JSON.stringify([`renders/${fixtureId('job', 6)}/${fixtureId('att', 6)}.mp4`]);
  db.prepare('UPDATE asset SET object_keys_json = ? WHERE id = ?').run(keys, fixtureId('ast', 6));
  insertAll(db, 'leftover_object', [{ key: `renders/${fixtureId('job', 90)}/${fixtureId('att', 90)}.mp4` }]);
}

/** Costs of a job that is there and of one that was forgotten, one of them not known: with version 8. */
function addSpendRows(db: Database.Database): void {
  const common = { engine: 'runpod', model: 'wan-2.2', at_ms: fixtureStartMs };
  insertAll(db, 'spend', [
    { attempt_id: fixtureId('att', 6), job_id: fixtureId('job', 6), ...common, usd: 0.041 },
    { attempt_id: fixtureId('att', 900), job_id: fixtureId('job', 900), ...common, usd: 0.12 },
    { attempt_id: fixtureId('att', 901), job_id: fixtureId('job', 900), ...common, usd: null },
  ]);
}

/** A login, a publication under way, what was written down of them, and a copy in the cloud: with version 9. */
function addChannelRows(db: Database.Database): void {
  const id = fixtureId('con', 1);
  const account = { service: 'youtube', account_name: 'Low Tide Films' };
  const made = { created_at_ms: fixtureStartMs, version: 3 };
  insertAll(db, 'leftover_object', [{ key: `posts/${fixtureId('att', 90)}.mp4`, due_at_ms: fixtureStartMs + 1 }]);
  insertAll(db, 'connection', [
    {
      id,
      ...account,
      ...made,
      account_id: 'UCfixture',
      handle: 'lowtidefilms',
      state: 'ok',
      scopes_json: '["https://www.googleapis.com/auth/youtube.upload"]',
      tokens_sealed: 'c2VhbGVk',
    },
  ]);
  insertAll(db, 'former_connection', [{ service: 'instagram', account_id: '178', id: fixtureId('con', 2) }]);
  insertAll(db, 'publication', [
    {
      id: fixtureId('pub', 1),
      ...made,
      asset_id: fixtureId('ast', 6),
      clip_name: 'Сад 庭',
      draft: 0,
      updated_at_ms: fixtureStartMs + 1,
    },
  ]);
  insertAll(db, 'post', [
    {
      id: fixtureId('pst', 1),
      publication_id: fixtureId('pub', 1),
      position: 0,
      connection_id: id,
      ...account,
      content_json: '{"title":"Winter"}',
      when_json: '{"kind":"now"}',
      state: 'uploading',
      fraction: 0.4,
      job_id: fixtureId('job', 90),
    },
  ]);
  insertAll(db, 'publish_journal', [
    { attempt_id: fixtureId('att', 90), post_id: fixtureId('pst', 1), sealed: 'c2VhbGVk', at_ms: fixtureStartMs },
  ]);
  insertAll(db, 'audit', [
    { at_ms: fixtureStartMs, action: 'secret_set', subject: 'RUNPOD_API_KEY', detail: null, actor: 'browser' },
  ]);
  insertAll(db, 'mirror', [
    {
      id: 1,
      machine_id: 'mch_fixture',
      machine_name: 'laptop',
      project_url: 'https://fixture.supabase.co',
      cursor: 42,
      version_offset: 0,
      recovery_key_shown: 1,
    },
  ]);
}

function insertAll(db: Database.Database, table: string, rows: readonly FixtureRow[]): void {
  for (const row of rows) {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`).join(', ');
    db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`).run(row);
  }
}
