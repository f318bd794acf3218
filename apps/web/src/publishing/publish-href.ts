import type { Asset, AssetId } from '@videoexpress/job-schema';

/** The name of the clip in the address of the Social Hub. */
export const clipParameter = 'clip';

/** Where a clip is made into a post. */
export function publishHref(id: AssetId): string {
  return `/social?${clipParameter}=${encodeURIComponent(id)}`;
}

/** Whether an asset can be posted: a clip that is not in the trash. */
export function isPublishable(asset: Asset): boolean {
  return asset.type === 'video' && asset.deletedAt === undefined;
}
