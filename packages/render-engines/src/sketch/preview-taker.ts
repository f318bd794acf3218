import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PreviewFrame } from '@videoexpress/studio';

/** A preview fits into a square of so many pixels a side: enough for a row of the queue, and for a stage that waits. */
const sidePixels = 320;
const everyMs = 500;
const jpegQuality = 72;

/** Makes small pictures of frames as they are drawn, at most two a second. */
export function createPreviewTaker(
  frames: { readonly width: number; readonly height: number },
  now: () => number = () => performance.now(),
): (canvas: Canvas, frame: number) => PreviewFrame | undefined {
  const scale = Math.min(1, sidePixels / Math.max(frames.width, frames.height));
  const width = Math.max(1, Math.round(frames.width * scale));
  const height = Math.max(1, Math.round(frames.height * scale));
  const small = createCanvas(width, height);
  const pen = small.getContext('2d', { alpha: false });
  let takenAtMs = Number.NEGATIVE_INFINITY;
  return (canvas, frame) => {
    if (now() - takenAtMs < everyMs) return undefined;
    takenAtMs = now();
    pen.drawImage(canvas, 0, 0, width, height);
    return { id: String(frame), mimeType: 'image/jpeg', bytes: small.toBuffer('image/jpeg', jpegQuality) };
  };
}
