import type { Asset } from '@videoexpress/job-schema';
import type { LibraryFilters } from '../filters/library-filters.ts';
import { matchesFilters } from '../filters/matches-filters.ts';
import { type AssetListing, withChanged, withFirst, withHeld, withHeldChanged, withoutAsset } from './asset-listing.ts';

interface AfterEvent {
  readonly listing: AssetListing;
  /** Rows went up or down. */
  readonly isMoved: boolean;
  /** The page cannot tell where it belongs: the daemon must be asked. */
  readonly isUncertain: boolean;
}

interface Where {
  readonly isAtTop: boolean;
  readonly nowMs: number;
}

function isNewest(listing: AssetListing, asset: Asset, filters: LibraryFilters): boolean {
  if (filters.sort !== 'newest' || filters.isTrash || listing.total === null) return false;
  const newestAt = listing.held[0]?.createdAt ?? listing.firstMadeAt;
  return newestAt === null ? listing.total === 0 : asset.createdAt >= newestAt;
}

/** The list after one asset was made or changed. */
export function afterAssetEvent(
  listing: AssetListing,
  asset: Asset,
  filters: LibraryFilters,
  where: Where,
): AfterEvent {
  const still = { listing, isMoved: false, isUncertain: false };
  // The first answer is on its way, and may be of before this.
  if (listing.total === null) return { ...still, isUncertain: true };
  const verdict = matchesFilters(asset, filters, where.nowMs);
  const place = listing.places.get(asset.id);
  if (place !== undefined) {
    if (verdict === false) return { ...still, listing: withoutAsset(listing, asset.id), isMoved: true };
    const isRenamed = listing.rows.get(place)?.name !== asset.name;
    const dependsOnName = filters.sort === 'name' || verdict === 'unknown';
    return { ...still, listing: withChanged(listing, asset), isUncertain: isRenamed && dependsOnName };
  }
  if (listing.held.some(({ id }) => id === asset.id)) {
    return { ...still, listing: withHeldChanged(listing, asset.id, verdict === false ? null : asset) };
  }
  if (verdict === true && isNewest(listing, asset, filters)) {
    if (where.isAtTop) return { ...still, listing: withFirst(listing, asset), isMoved: true };
    return { ...still, listing: withHeld(listing, asset) };
  }
  return { ...still, isUncertain: true };
}
