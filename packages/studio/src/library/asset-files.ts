import type { Asset } from '@videoexpress/job-schema';

/** Where an asset's bytes lie on this machine. */
export interface AssetFiles {
  readonly asset: Asset;
  readonly path: string;
  readonly posterPath: string | null;
  /** Of a copy of its file in the object storage; null: none is known. */
  readonly objectKey: string | null;
}
