import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Asset, type ClipSettings, newJobId } from '@videoexpress/job-schema';
import { isoTime } from '@videoexpress/studio';
import { newAsset } from './studio-double.ts';
import type { TestStudio } from './test-studio.ts';

export interface LibraryClip {
  readonly asset: Asset;
  readonly file: string;
  readonly poster: string;
}

/** Puts an asset into the library of a studio, with a file and a poster on the disk. */
export async function addToLibrary(
  test: TestStudio,
  facts: Partial<Asset> = {},
  made: { readonly settings?: ClipSettings; readonly content?: string; readonly objectKeys?: readonly string[] } = {},
): Promise<LibraryClip> {
  const content = made.content ?? `the bytes of ${facts.name ?? 'a clip'}`;
  const sha256 = createHash('sha256').update(content).digest('hex');
  const createdAt = isoTime(test.clock.now());
  const asset = newAsset(facts.type ?? 'video', { sha256, createdAt, bytes: Buffer.byteLength(content), ...facts });
  const extension = asset.type === 'image' ? 'png' : 'mp4';
  const file = path.join(test.folders.media, '2026-01', `${asset.id}.${extension}`);
  const poster = path.join(test.folders.posters, `${asset.id}.webp`);
  await mkdir(path.dirname(file), { recursive: true });
  await Promise.all([writeFile(file, content), writeFile(poster, 'poster')]);
  const settings = made.settings ?? null;
  const remote = made.objectKeys === undefined ? {} : { objectKeys: made.objectKeys };
  await test.store.assets.insert({ asset, path: file, posterPath: poster, settings, ...remote }, test.clock.now());
  return { asset, file, poster };
}

/** What the tag of a clip made from `image` says. */
export function madeFrom(image: Asset): ClipSettings {
  return {
    schema: 1,
    kind: 'image_to_video',
    input: { prompt: 'It starts to move', image: image.id, seed: 5, model: 'scripted-model' },
    engine: 'scripted',
    appVersion: '0.0.0-test',
    jobId: newJobId(),
    inputHashes: { image: image.sha256 },
  };
}
