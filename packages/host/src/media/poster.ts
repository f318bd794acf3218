import type { Canvas, Image } from '@napi-rs/canvas';
import { writeDurably } from './durable-file.ts';
import type { Picture } from './picture.ts';

/** Pixels; a poster is never made larger than its picture. */
const maxPosterWidth = 640;
/** Pixels; WebP itself ends at 16,383, which a long strip of a picture would pass. */
const maxPosterHeight = 2048;
const posterQuality = 82;

/** Writes a small WebP of a picture. */
export async function writePoster(path: string, source: Canvas | Image): Promise<void> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const scale = Math.min(1, maxPosterWidth / source.width, maxPosterHeight / source.height);
  const width = Math.max(1, Math.round(source.width * scale));
  const height = Math.max(1, Math.round(source.height * scale));
  const poster = createCanvas(width, height);
  const context = poster.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, width, height);
  await writeDurably(path, await poster.encode('webp', posterQuality));
}

/** Puts pixels onto a canvas, which can be drawn and encoded. */
export async function canvasOf(picture: Picture): Promise<Canvas> {
  const { createCanvas, ImageData } = await import('@napi-rs/canvas');
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').putImageData(new ImageData(picture.rgba, picture.width, picture.height), 0, 0);
  return canvas;
}
