import type { Canvas, Image } from '@napi-rs/canvas';
import type { ImageHeader } from './image-outcome.ts';

/**
 * Draws a decoded picture upright. Seen with @napi-rs/canvas 1.1.1: it applies the orientation of JPEG and WebP by
 * itself and that of PNG not at all.
 */
export async function drawUpright(picture: Image, header: ImageHeader): Promise<Canvas> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const orientation = header.mimeType === 'image/png' ? header.orientation : 1;
  const isSideways = orientation >= 5;
  const width = isSideways ? picture.height : picture.width;
  const height = isSideways ? picture.width : picture.height;
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const [a, b, c, d, e, f] = matrixOf(orientation, width, height);
  context.setTransform(a, b, c, d, e, f);
  context.drawImage(picture, 0, 0);
  return canvas;
}

/** The canvas transform for each EXIF orientation; `width` and `height` are those of the upright picture. */
function matrixOf(
  orientation: number,
  width: number,
  height: number,
): readonly [number, number, number, number, number, number] {
  switch (orientation) {
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, width, 0];
    case 7:
      return [0, -1, -1, 0, width, height];
    case 8:
      return [0, -1, 1, 0, 0, height];
    default:
      return [1, 0, 0, 1, 0, 0];
  }
}
