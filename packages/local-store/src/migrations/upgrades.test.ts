import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { AssetId } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalStore } from '../open-local-store.ts';
import { fixtureAssets, fixtureId } from '../testing/fixture-rows.ts';
import { migrations, newestVersion } from './index.ts';

const fixtures = join(import.meta.dirname, 'fixtures');
let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-upgrades-'));
  path = join(folder, 'videoexpress.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const versions = migrations.map(({ version }) => version);

/** Puts the database that people of that version have into the folder. */
function unpack(version: number): void {
  writeFileSync(path, gunzipSync(readFileSync(join(fixtures, `version-${version}.db.gz`))), { mode: 0o600 });
}

type Row = Record<string, unknown>;

/** Every row of every table of ours, by table. The search's own tables are filled from these. */
function rowsOf(file: string): Map<string, Row[]> {
  const db = new Database(file, { readonly: true });
  const tables = db
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'asset_search%'`,
    )
    .all();
  const rows = new Map(tables.map(({ name }) => [name, db.prepare<[], Row>(`SELECT * FROM ${name}`).all()]));
  db.close();
  return rows;
}

/** Whether a row has everything that an earlier one had. */
function hasAllOf(row: Row, before: Row): boolean {
  return Object.entries(before).every(([column, value]) => row[column] === value);
}

function open() {
  const opened = openLocalStore(path, { dataFolder: folder, expectContent: true });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

describe('databases of earlier versions', () => {
  it('are kept of every one, this one included: write-fixture.ts makes one with each new migration', () => {
    expect(readdirSync(fixtures).toSorted()).toEqual(versions.map((version) => `version-${version}.db.gz`).toSorted());
  });

  it.each(versions)('version %i comes over row by row, and column by column', async (version) => {
    unpack(version);
    const before = rowsOf(path);
    await open().close();
    const after = rowsOf(path);
    expect([...before.keys()].filter((table) => !after.has(table))).toEqual([]);
    for (const [table, rows] of before) {
      expect([table, rows.length > 0]).toEqual([table, true]);
      const now = after.get(table) ?? [];
      expect([table, now.length]).toEqual([table, rows.length]);
      for (const row of rows) {
        const kept = now.some((each) => hasAllOf(each, row));
        expect([table, row, kept]).toEqual([table, row, true]);
      }
    }
    const db = new Database(path, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(newestVersion);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    // Row ids of events are never used twice, also not those of events that were pruned.
    expect(db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'").pluck().get()).toBe(43);
    db.close();
  });

  it.each(versions)(
    'version %i is read whole by this program: jobs, library, search, trash, events',
    async (version) => {
      unpack(version);
      const store = open();
      const { jobs, assets, projects, events, settings } = store;
      const states = (await jobs.list({ limit: 200 }))?.items.map(({ state }) => state) ?? [];
      expect([states.length, new Set(states).size]).toEqual([16, 8]);
      const inTrash = version >= 3 ? [fixtureId('ast', 3)] : [];
      for (const { id, name } of fixtureAssets()) {
        const asset = await assets.get(id as AssetId);
        expect(asset).toMatchObject({ id, name });
        const word = String(name).split(/[\s:,"«»’]/)[0] ?? '';
        const isTrashed = inTrash.includes(String(id));
        const found = await assets.list({ limit: 200, q: word, ...(isTrashed ? { trash: '1' } : {}) });
        expect([word, found?.items.map((each) => each.id)]).toEqual([word, expect.arrayContaining([id])]);
      }
      expect((await assets.list({ limit: 200 }))?.total).toBe(8 - inTrash.length);
      expect((await assets.kin(fixtureId('ast', 4) as AssetId)).madeFrom).toMatchObject([{ id: fixtureId('ast', 1) }]);
      expect((await projects.list()).map(({ name }) => name)).toEqual(version >= 3 ? ['Winter'] : []);
      expect(await events.after(40, 10)).toMatchObject([{ id: 41 }, { id: 42 }, { id: 43 }]);
      expect(await settings.read()).toMatchObject({ trashDays: 30, theme: 'light' });
      await store.close();
    },
  );

  it.each(versions.slice(0, -1))('version %i is kept as it was beside the upgraded one', async (version) => {
    unpack(version);
    const before = rowsOf(path);
    await open().close();
    const copy = `${path}.before-v${newestVersion}.bak`;
    expect(rowsOf(copy)).toEqual(before);
    const db = new Database(copy, { readonly: true });
    expect(db.pragma('user_version', { simple: true })).toBe(version);
    db.close();
  });

  it('of a later version are refused with both numbers and the way back, and left as they were', () => {
    unpack(newestVersion);
    const db = new Database(path);
    db.pragma(`user_version = ${newestVersion + 1}`);
    db.close();
    const before = readFileSync(path);
    const opened = openLocalStore(path, { dataFolder: folder, expectContent: true });
    expect(opened).toMatchObject({ ok: false, error: { code: 'too_new' } });
    const words = [`version ${newestVersion + 1}`, `up to ${newestVersion}`, 'newer program', 'older backup'];
    for (const word of words) expect(opened.ok ? '' : opened.error.detail).toContain(word);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder)).toEqual(['videoexpress.db']);
  });
});
