import { type Asset, assetSchema, newAssetId } from '@videoexpress/job-schema';

/** An asset for tests: a picture, unless told otherwise. */
export function assetOf(parts: Partial<Asset> = {}): Asset {
  return assetSchema.parse({
    id: newAssetId(),
    type: 'image',
    name: 'fox.png',
    bytes: 1,
    sha256: '0'.repeat(64),
    mimeType: 'image/png',
    favourite: false,
    warnings: [],
    createdAt: '2026-11-22T10:00:00.000Z',
    ...parts,
  });
}
