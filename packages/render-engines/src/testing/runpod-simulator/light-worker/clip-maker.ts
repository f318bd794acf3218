import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openVideoWriter } from '@videoexpress/host';

export interface ClipSize {
  readonly width: number;
  readonly height: number;
  readonly numFrames: number;
  readonly fps: number;
}

export interface MadeClip {
  readonly mp4: Buffer;
  /** WebP. */
  readonly poster: Buffer;
}

/** A clip by its size: real H.264, made with the product's own writer, once for each size. */
export type ClipMaker = (size: ClipSize) => Promise<MadeClip>;

/** A maker that several workers can share. */
export function createClipMaker(): ClipMaker {
  const made = new Map<string, Promise<MadeClip>>();
  return (size) => {
    const name = `${size.width}x${size.height}x${size.numFrames}@${size.fps}`;
    const clip = made.get(name) ?? makeClip(size);
    made.set(name, clip);
    return clip;
  };
}

async function makeClip({ width, height, numFrames, fps }: ClipSize): Promise<MadeClip> {
  const path = join(tmpdir(), `videoexpress-clip-${randomUUID()}.mp4`);
  // Loaded on use: most tests that read this folder make no clip.
  const { createCanvas } = await import('@napi-rs/canvas');
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  try {
    const writer = await openVideoWriter({ path, width, height, fps, totalFrames: numFrames });
    for (let frame = 0; frame < numFrames; frame += 1) {
      // A bright bar that wanders over a dark ground: no two frames alike, and none of one colour.
      context.fillStyle = '#142850';
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#f0c828';
      context.fillRect(Math.round((frame / numFrames) * width * 0.75), 0, Math.ceil(width / 4), height);
      await writer.write(new Uint8Array(context.getImageData(0, 0, width, height).data.buffer));
    }
    await writer.finish();
    return { mp4: await readFile(path), poster: await canvas.encode('webp') };
  } finally {
    await rm(path, { force: true });
  }
}
