import type { Asset, AssetType } from '@videoexpress/job-schema';

const dayMs = 86_400_000;
const nouns: Readonly<Record<AssetType | 'any', readonly [one: string, many: string]>> = {
  video: ['clip', 'clips'],
  image: ['picture', 'pictures'],
  audio: ['sound', 'sounds'],
  lora: ['LoRA', 'LoRAs'],
  any: ['file', 'files'],
};

/** A count as people write it: `1,204`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 clip`, `1,204 clips`; without a type, files. */
export function countWords(count: number, type: AssetType | null = null): string {
  const [one, many] = nouns[type ?? 'any'];
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function startOfDay(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** When it was: `just now`, `4 min ago`, `3 h ago`, `yesterday`, `Friday`, `3 Nov`, `3 Nov 2025`. */
export function whenWords(madeAt: string, nowMs: number): string {
  const madeMs = Date.parse(madeAt);
  const minutes = Math.floor((nowMs - madeMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const days = Math.round((startOfDay(nowMs) - startOfDay(madeMs)) / dayMs);
  if (days === 0) return `${Math.floor(minutes / 60)} h ago`;
  if (days === 1) return 'yesterday';
  const made = new Date(madeMs);
  if (days < 7) return made.toLocaleDateString('en-GB', { weekday: 'long' });
  const isThisYear = made.getFullYear() === new Date(nowMs).getFullYear();
  return made.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}

/** The whole moment: `22 November 2026, 16:04`. */
export function momentWords(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' });
}

/** Where an asset comes from: the engine by its name, `Saved frame`, or `Imported`. */
export function sourceWords(asset: Asset, engineLabels: Readonly<Record<string, string>>): string {
  if (asset.sourceAssetId !== undefined) return 'Saved frame';
  if (asset.origin === undefined) return 'Imported';
  return engineLabels[asset.origin.engine] ?? asset.origin.engine;
}

/** The length of a clip for a tag on its picture: `5.0 s`, `1:12`. */
export function lengthTag(seconds: number): string {
  const rounded = Math.round(seconds);
  if (rounded < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(rounded / 60)}:${String(rounded % 60).padStart(2, '0')}`;
}

/** How long the trash still keeps something: `7 days left`, `less than a day left`. */
export function keptWords(deletedAt: string, trashDays: number, nowMs: number): string {
  const leftMs = Date.parse(deletedAt) + trashDays * dayMs - nowMs;
  // A clock that is read once a minute may be behind the moment of the deletion.
  const days = Math.min(trashDays, Math.ceil(leftMs / dayMs));
  if (leftMs < dayMs) return 'less than a day left';
  return days === 1 ? '1 day left' : `${days} days left`;
}
