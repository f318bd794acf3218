import type { Asset } from '@videoexpress/job-schema';
import type { ListingStore } from './listing-store.ts';

/** Lists kept beside those on the screen: coming back to one shows it as it was left. */
const mostIdle = 4;
const kept = new Map<string, ListingStore>();

/** The list that was made for `key` and is still kept, else a new one. */
export function keptListing(key: string, make: () => ListingStore): ListingStore {
  const store = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, store);
  const idle = [...kept].filter(([, each]) => each !== store && !each.isWatched());
  for (const [oldest] of idle.slice(0, -mostIdle)) kept.delete(oldest);
  return store;
}

/** Brings every list up to a change of one asset. */
export function changeInListings(asset: Asset): void {
  for (const store of kept.values()) store.assetChanged(asset);
}

/** Takes an asset out of every list. */
export function purgeFromListings(id: string): void {
  for (const store of kept.values()) store.assetPurged(id);
}

/** Everything may have changed: lists on the screen are read again, others when they are looked at. */
export function refreshListings(): void {
  for (const store of kept.values()) store.refresh();
}
