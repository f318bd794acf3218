import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAssetId, newJobId } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../open-database.ts';
import { openLocalStore } from '../open-local-store.ts';
import { migrations } from './index.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-migration-'));
  path = join(folder, 'videoexpress.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const image = newAssetId();
const clip = newAssetId();
const jobId = newJobId();
const atMs = Date.parse('2026-03-01T12:00:00.000Z');
const settings = {
  schema: 1,
  kind: 'image_to_video',
  input: { prompt: '静かな湖, a Crème brûlée', image, seed: 42, model: 'sketch-1', width: 832, height: 480 },
  engine: 'sketch',
  appVersion: '0.1.0',
  jobId,
  inputHashes: {},
};

/** A database as the program of that version left it, with a picture, a clip of it, and more made in one moment. */
function oldDatabase(version: number): void {
  const opened = openDatabase(path, { steps: migrations.slice(0, version) });
  if (!opened.ok) throw new Error(opened.error.detail);
  const insert = opened.value.prepare(`
    INSERT INTO asset (id, type, name, bytes, sha256, mime_type, width, height, duration_seconds, fps, job_id, project_id,
      remote_url, favourite, warnings_json, path, poster_path, settings_json, created_at_ms)
    VALUES (@id, @type, @name, @bytes, @sha256, @mime, 832, 480, @seconds, NULL, @jobId, NULL, NULL, @favourite, '[]',
      @path, NULL, @settings, @atMs)`);
  const base = { sha256: 'b'.repeat(64), seconds: null, jobId: null, favourite: 0, settings: null, atMs };
  const picture = { id: image, type: 'image', name: 'Photo 10', bytes: 5, mime: 'image/png', path: 'media/a.png' };
  insert.run({ ...base, ...picture });
  insert.run({
    ...base,
    id: clip,
    type: 'video',
    name: '静かな湖',
    bytes: 7,
    mime: 'video/mp4',
    seconds: 5.5,
    jobId,
    favourite: 1,
    path: 'media/b.mp4',
    settings: JSON.stringify(settings),
    atMs: atMs + 1,
  });
  for (let index = 0; index < 1300; index += 1) {
    insert.run({ ...base, ...picture, id: newAssetId(), name: `Photo ${index}`, atMs: atMs - 5 });
  }
  opened.value.close();
}

describe('the library of an earlier version', () => {
  it.each([1, 2])('%i is carried over whole, with its search filled', async (version) => {
    oldDatabase(version);
    const opened = openLocalStore(path, { dataFolder: folder });
    if (!opened.ok) throw new Error(opened.error.detail);
    const { assets } = opened.value;
    const found = async (query: object) => (await assets.list({ limit: 200, ...query }))?.items.map(({ id }) => id);
    expect(await assets.get(clip)).toEqual({
      id: clip,
      type: 'video',
      name: '静かな湖',
      bytes: 7,
      sha256: 'b'.repeat(64),
      mimeType: 'video/mp4',
      width: 832,
      height: 480,
      durationSeconds: 5.5,
      jobId,
      favourite: true,
      warnings: [],
      createdAt: '2026-03-01T12:00:00.001Z',
      origin: { kind: 'image_to_video', engine: 'sketch', model: 'sketch-1', prompt: settings.input.prompt, seed: 42 },
    });
    for (const query of [
      { q: '湖' },
      { q: 'brul' },
      { q: 'sketch' },
      { seed: 42 },
      { engine: 'sketch' },
      { favourite: '1' },
    ])
      expect(await found(query)).toEqual([clip]);
    expect((await assets.list({ limit: 1, q: 'photo' }))?.total).toBe(1301);
    expect((await found({}))?.slice(0, 2)).toEqual([clip, image]);
    expect((await found({ sort: 'longest' }))?.[0]).toBe(clip);
    expect(await assets.kin(clip)).toMatchObject({ madeFrom: [{ id: image }], settings });
    expect(await assets.kin(image)).toMatchObject({ madeOf: [{ id: clip }], madeOfCount: 1 });
    await opened.value.close();

    const db = new Database(path, { readonly: true });
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});
