import type { Asset, AssetId, ClipSettings, ListAssetsQuery } from '@videoexpress/job-schema';
import type { AssetFiles, Page } from '../studio.ts';

/** An asset about to be kept, with where its files lie. */
export interface NewAsset {
  readonly asset: Asset;
  readonly path: string;
  readonly posterPath: string | null;
  readonly settings: ClipSettings | null;
}

/** The library's memory. Throws `StoreUnavailable` and nothing else. */
export interface AssetStore {
  insert(asset: NewAsset, nowMs: number): Promise<void>;
  get(id: AssetId): Promise<Asset | null>;
  files(id: AssetId): Promise<AssetFiles | null>;
  list(query: ListAssetsQuery): Promise<Page<Asset>>;
}
