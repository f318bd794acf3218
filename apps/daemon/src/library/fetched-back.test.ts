import { readFile, rm } from 'node:fs/promises';
import { MemoryObjectStorage } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';

const studio = keptStudios();
const { signal } = new AbortController();

describe('a clip that is in the object storage and not on the disk', () => {
  it('counts as there, and is there once somebody looked at it', async () => {
    const objects = new MemoryObjectStorage();
    const test = studio(undefined, { objects });
    const { asset, file } = await addToLibrary(test, {}, { content: 'the clip', objectKeys: ['renders/a.mp4'] });
    objects.kept.set('renders/a.mp4', { content: Buffer.from('the clip'), sha256: asset.sha256 });
    await rm(file);
    expect(await test.studio.assets.details(asset.id)).toMatchObject({ isMissing: false, needsStorage: false });
    objects.isSetUp = false;
    expect(await test.studio.assets.details(asset.id)).toMatchObject({ isMissing: true, needsStorage: true });
    expect(await test.studio.assets.fetchBack(asset.id, 'clip', signal)).toMatchObject({ ok: false });
    objects.isSetUp = true;
    expect(await test.studio.assets.fetchBack(asset.id, 'clip', signal)).toMatchObject({ ok: true });
    expect(await readFile(file, 'utf8')).toBe('the clip');
  });

  it('without a copy there is missing', async () => {
    const test = studio();
    const { asset, file } = await addToLibrary(test);
    await rm(file);
    expect(await test.studio.assets.details(asset.id)).toMatchObject({ isMissing: true, needsStorage: false });
  });
});
