import type { AssetId } from '@videoexpress/job-schema';
import type { AssetStore } from '../library/asset-store.ts';
import type { ClipFitting } from './clip-fitting.ts';
import type { ClipMakeup } from './clip-makeup.ts';
import type { PostClip } from './publishing-site.ts';

/** Finds the clip of a post; null: it is no longer in the library, or is no clip. */
export type FindPostClip = (asset: AssetId, signal?: AbortSignal) => Promise<PostClip | null>;

/** `makeupOf`: what a file is made of; null where it cannot be read. */
export function createFindPostClip(deps: {
  readonly assets: Pick<AssetStore, 'files'>;
  readonly makeupOf: (path: string, signal?: AbortSignal) => Promise<ClipMakeup | null>;
}): FindPostClip {
  return async (id, signal) => {
    const files = await deps.assets.files(id);
    if (files === null || files.asset.deletedAt !== undefined || files.asset.type !== 'video') return null;
    const { width = 0, height = 0, durationSeconds = 0, fps = 0, bytes } = files.asset;
    const makeup = await deps.makeupOf(files.path, signal);
    const { path, posterPath, objectKey } = files;
    return { path, posterPath, bytes, width, height, durationSeconds, fps, makeup, objectKey };
  };
}

/** Clips that were read lately and are known still; a person looks at one clip while a post is written. */
const mostRemembered = 50;

/** Reads what clips are made of, each once: files of the library never change. */
export function makeupReader(
  fitting: Pick<ClipFitting, 'makeupOf'>,
): (path: string, signal?: AbortSignal) => Promise<ClipMakeup | null> {
  const known = new Map<string, ClipMakeup>();
  return async (path, signal) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const read = await fitting.makeupOf(path, signal);
    if (!read.ok) return null;
    if (known.size >= mostRemembered) known.delete([...known.keys()][0] ?? '');
    known.set(path, read.value);
    return read.value;
  };
}
