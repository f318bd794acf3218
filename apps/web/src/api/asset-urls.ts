import { type AssetId, firstRoutes, routeUrl } from '@videoexpress/job-schema';

/** Where an asset's bytes are; the daemon answers ranges, so a player can seek. */
export function contentUrl(id: AssetId): string {
  return routeUrl(firstRoutes.getAssetContent, { id });
}

/** Where an asset's still is, at most 640 pixels wide. */
export function posterUrl(id: AssetId): string {
  return routeUrl(firstRoutes.getAssetPoster, { id });
}
