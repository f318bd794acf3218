import type { JobInput } from '@videoexpress/job-schema';

/**
 * Bits of a pixel in the finished clip, at the quality that clips are ordered at (crf 18). Renders of these models come out
 * at 0.1 to 0.3; the more is for scenes full of fine motion, as a clip that is too large to send is paid for and lost.
 */
const bitsPerPixel = 0.5;

/** About how large the clip of an input becomes at most, in bytes. */
export function expectedClipBytes({ width, height, num_frames: frames }: JobInput): number {
  if (typeof width !== 'number' || typeof height !== 'number' || typeof frames !== 'number') return 0;
  return Math.ceil((width * height * frames * bitsPerPixel) / 8);
}
