import type { Asset } from '@videoexpress/job-schema';
import type { AssetRatio, LibraryFilters } from './library-filters.ts';
import { madeBounds } from './made-filter.ts';

/** How a picture lies; null where its size is not known. */
export function ratioOf(asset: Pick<Asset, 'width' | 'height'>): AssetRatio | null {
  const { width, height } = asset;
  if (width === undefined || height === undefined) return null;
  if (width === height) return 'square';
  return width > height ? 'landscape' : 'portrait';
}

/**
 * Whether the asset belongs into the view, as far as a page can tell: words are looked up by the daemon alone, so with a
 * search the answer is `unknown` unless something else already says no.
 */
export function matchesFilters(asset: Asset, filters: LibraryFilters, nowMs: number): boolean | 'unknown' {
  if ((asset.deletedAt !== undefined) !== filters.isTrash) return false;
  if (filters.type !== null && asset.type !== filters.type) return false;
  if (filters.engine !== null && asset.origin?.engine !== filters.engine) return false;
  if (filters.ratio !== null && ratioOf(asset) !== filters.ratio) return false;
  if (filters.isFavourite && !asset.favourite) return false;
  if (filters.seed !== null && asset.origin?.seed !== filters.seed) return false;
  if (filters.project === 'none' && asset.projectId !== undefined) return false;
  if (filters.project !== null && filters.project !== 'none' && asset.projectId !== filters.project) return false;
  if (filters.made !== null) {
    const { fromMs, toMs } = madeBounds(filters.made, nowMs);
    const madeMs = Date.parse(asset.createdAt);
    if ((fromMs !== null && madeMs < fromMs) || (toMs !== null && madeMs >= toMs)) return false;
  }
  return filters.q.trim() === '' ? true : 'unknown';
}
