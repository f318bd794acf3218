import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asset, type ClipSettings, newAssetId } from '@videoexpress/job-schema';
import type { NewAsset } from '@videoexpress/studio';
import { Kysely, SqliteDialect } from 'kysely';
import { indexAssets } from '../library/asset-search.ts';
import { prepareAssetStatements } from '../library/asset-statements.ts';
import { insertAssetRow } from '../library/insert-asset-row.ts';
import { type LocalStore, openLocalStore } from '../open-local-store.ts';
import type { Tables } from '../tables.ts';

/** A store over a real database file of its own. */
export interface TestLibrary extends LocalStore {
  /** Keeps a made-up clip. */
  add(
    facts?: Partial<Asset>,
    made?: { prompt?: string; engine?: string; seed?: number; image?: string },
  ): Promise<Asset>;
  /** Keeps many made-up clips in one go, past the event log. */
  addMany(facts: readonly Partial<Asset>[]): Promise<readonly Asset[]>;
  /** Takes everything out of it at once, past all rules. */
  empty(): void;
  /** Closes it and takes its folder away. */
  discard(): Promise<void>;
}

/** Opens a new library. */
export function openLibrary(): TestLibrary {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-library-'));
  const opened = openLocalStore(join(folder, 'videoexpress.db'), { dataFolder: folder });
  if (!opened.ok) throw new Error(opened.error.detail);
  const store = opened.value;
  // What is tested here is what is read, not what survives a power cut.
  store.connection.pragma('synchronous = OFF');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: store.connection }) });
  const statements = prepareAssetStatements(store.connection, db);
  const toKeep = (asset: Asset, settings: ClipSettings | null): NewAsset => {
    return { asset, path: join(folder, 'media', `${asset.id}.mp4`), posterPath: null, settings };
  };
  return {
    ...store,
    async add(facts = {}, made) {
      const asset = madeUp(facts);
      const settings = made === undefined ? null : settingsOf(made);
      await store.assets.insert(toKeep(asset, settings), Date.parse(asset.createdAt));
      return asset;
    },
    async addMany(many) {
      const assets = many.map(madeUp);
      const places: number[] = [];
      store.connection.exec('BEGIN');
      for (const asset of assets) places.push(insertAssetRow(statements, toKeep(asset, null), (path) => path));
      await indexAssets(db, places);
      store.connection.exec('COMMIT');
      return assets;
    },
    empty() {
      store.connection.exec("DELETE FROM asset; INSERT INTO asset_search (asset_search) VALUES ('delete-all')");
    },
    async discard() {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function madeUp(facts: Partial<Asset>): Asset {
  return {
    id: newAssetId(),
    type: 'video',
    name: 'A red fox',
    bytes: 1000,
    sha256: 'a'.repeat(64),
    mimeType: 'video/mp4',
    favourite: false,
    warnings: [],
    createdAt: '2026-01-01T00:00:00.000Z',
    ...facts,
  };
}

function settingsOf(made: { prompt?: string; engine?: string; seed?: number; image?: string }): ClipSettings {
  const { prompt, engine = 'sketch', seed, image } = made;
  return {
    schema: 1,
    kind: image === undefined ? 'text_to_video' : 'image_to_video',
    input: { prompt, seed, image, model: 'sketch-1' },
    engine,
    appVersion: '0.0.0-test',
    jobId: 'job_0',
    inputHashes: {},
  };
}
