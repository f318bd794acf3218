import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asset, type ClipSettings, newAssetId } from '@videoexpress/job-schema';
import { type LocalStore, openLocalStore } from '../open-local-store.ts';

/** A store over a real database file of its own. */
export interface TestLibrary extends LocalStore {
  /** Keeps a made-up clip. */
  add(
    facts?: Partial<Asset>,
    made?: { prompt?: string; engine?: string; seed?: number; image?: string },
  ): Promise<Asset>;
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
  return {
    ...store,
    async add(facts = {}, made) {
      const asset: Asset = {
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
      const path = join(folder, 'media', `${asset.id}.mp4`);
      const settings = made === undefined ? null : settingsOf(made);
      await store.assets.insert({ asset, path, posterPath: null, settings }, Date.parse(asset.createdAt));
      return asset;
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
