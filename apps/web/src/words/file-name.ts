import type { Asset } from '@videoexpress/job-schema';

const endings: Readonly<Record<string, string>> = {
  'video/mp4': '.mp4',
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
};

/** What a downloaded asset is called: its name, with the ending that its kind of file has. */
export function downloadName(asset: Pick<Asset, 'name' | 'mimeType'>): string {
  const ending = endings[asset.mimeType] ?? '';
  return asset.name.toLowerCase().endsWith(ending) ? asset.name : asset.name + ending;
}
