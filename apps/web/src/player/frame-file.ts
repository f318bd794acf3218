import type { Asset } from '@videoexpress/job-schema';
import { contentUrl } from '../api/asset-urls.ts';
import { captureFrame } from './capture-frame.ts';

const usualFps = 24;

/** A clip's name without its ending. */
function bareName(name: string): string {
  return name.replace(/\.[a-z0-9]{2,4}$/i, '');
}

/** The number of a clip's last frame, from 0. */
export function lastFrame({ durationSeconds, fps }: Pick<Asset, 'durationSeconds' | 'fps'>): number {
  return Math.max(0, Math.round((durationSeconds ?? 0) * (fps ?? usualFps)) - 1);
}

/** One frame of a clip as a picture file in the clip's own size, named after it. Null where it cannot be read. */
export async function frameFile(clip: Pick<Asset, 'id' | 'name' | 'fps'>, frame: number): Promise<File | null> {
  const picture = await captureFrame(contentUrl(clip.id), frame, clip.fps ?? usualFps);
  if (picture === null) return null;
  return new File([picture], `${bareName(clip.name)}, frame ${frame + 1}.png`, { type: 'image/png' });
}
