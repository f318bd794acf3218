import { type Asset, assetSchema, newAssetId } from '@videoexpress/job-schema';

/** A clip for tests: of the sketch engine, unless told otherwise. */
export function clipOf(parts: Partial<Asset> = {}): Asset {
  return assetSchema.parse({
    id: newAssetId(),
    type: 'video',
    name: 'A red fox in snow',
    bytes: 1_200_000,
    sha256: 'a'.repeat(64),
    mimeType: 'video/mp4',
    width: 832,
    height: 480,
    durationSeconds: 5.06,
    fps: 16,
    favourite: false,
    warnings: [],
    createdAt: '2026-11-22T10:00:00.000Z',
    origin: { kind: 'text_to_video', engine: 'sketch', model: 'sketch-1', prompt: 'A red fox in snow', seed: 7 },
    ...parts,
  });
}

/** Some clips, the newest first, a minute apart. */
export function clipsOf(count: number): Asset[] {
  const newestMs = Date.parse('2026-11-22T10:00:00.000Z');
  return Array.from({ length: count }, (_, index) =>
    clipOf({ name: `Clip ${index}`, createdAt: new Date(newestMs - index * 60_000).toISOString() }),
  );
}
