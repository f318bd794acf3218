import { type Asset, newAssetId, ok } from '@videoexpress/job-schema';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryObjectStorage } from '../testing/index.ts';
import { createFetchBack } from './fetch-back.ts';

let folder = '';
const objects = new MemoryObjectStorage();
const { signal } = new AbortController();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-back-'));
  objects.kept.clear();
  objects.isSetUp = true;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function fetching(keys: readonly string[], bytes = 4) {
  const asset: Asset = {
    id: newAssetId(),
    type: 'video',
    name: 'Low tide',
    bytes,
    sha256: 'a'.repeat(64),
    mimeType: 'video/mp4',
    favourite: false,
    warnings: [],
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const path = join(folder, 'clip.mp4');
  const posterPath = join(folder, 'clip.webp');
  const fetchBack = createFetchBack({
    assets: { files: async () => ({ asset, path, posterPath, objectKey: null }), objectKeys: async () => keys },
    files: {
      exists: async (file) => existsSync(file),
      prepare: async () => ok(null),
      publish: async (part, final) => {
        await rename(part, final);
        return ok(null);
      },
      remove: async (file) => rmSync(file, { force: true }),
    },
    objects,
  });
  return { asset, path, posterPath, fetchBack };
}

function keep(key: string, text: string): void {
  objects.kept.set(key, { content: Buffer.from(text), sha256: null });
}

describe('a file that is only in the object storage', () => {
  it('comes back with its poster', async () => {
    keep('renders/a.mp4', 'clip');
    keep('renders/a.webp', 'poster');
    const { asset, path, posterPath, fetchBack } = fetching(['renders/a.mp4', 'renders/a.webp']);
    const [one, two] = await Promise.all([fetchBack(asset.id, 'clip', signal), fetchBack(asset.id, 'clip', signal)]);
    expect([one.ok, two]).toEqual([true, one]);
    expect((await fetchBack(asset.id, 'poster', signal)).ok).toBe(true);
    expect([readFileSync(path, 'utf8'), readFileSync(posterPath, 'utf8')]).toEqual(['clip', 'poster']);
  });

  it('of another size is not taken for it', async () => {
    keep('renders/a.mp4', 'something else');
    const { asset, path, fetchBack } = fetching(['renders/a.mp4']);
    expect(await fetchBack(asset.id, 'clip', signal)).toMatchObject({
      error: { detail: expect.stringContaining('another') },
    });
    expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
  });

  it('says what it needs, or that there is none', async () => {
    const { asset, fetchBack } = fetching(['renders/a.mp4']);
    expect(await fetchBack(asset.id, 'clip', signal)).toMatchObject({
      error: { detail: expect.stringContaining('no copy') },
    });
    objects.isSetUp = false;
    expect(await fetchBack(asset.id, 'clip', signal)).toMatchObject({
      error: { detail: expect.stringContaining('Settings') },
    });
    expect(await fetching([]).fetchBack(asset.id, 'clip', signal)).toMatchObject({ error: { code: 'not_found' } });
  });
});
