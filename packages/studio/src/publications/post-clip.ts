import type { AssetId } from '@videoexpress/job-schema';
import type { AssetStore } from '../library/asset-store.ts';
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
    return { path: files.path, posterPath: files.posterPath, bytes, width, height, durationSeconds, fps, makeup };
  };
}
