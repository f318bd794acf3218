import { createCanvas } from '@napi-rs/canvas';
import { parseHex, rampAt, type Stop } from '../colour.ts';
import type { Layer, Stage, View } from './stage.ts';

/**
 * A picture computed for every frame on a small grid and stretched over the frame: smooth by nature, cheap by size.
 * `valueAt` gives 0 to 1, which the ramp turns into a colour.
 */
export function fieldLayer(
  stage: Stage,
  ramp: readonly Stop[],
  prepareFrame: (view: View) => (u: number, v: number) => number,
): Layer {
  const { width, height } = stage;
  const longSide = 104;
  const columns = width >= height ? longSide : Math.max(24, Math.round((longSide * width) / height));
  const rows = width >= height ? Math.max(24, Math.round((longSide * height) / width)) : longSide;
  const small = createCanvas(columns, rows);
  const pen = small.getContext('2d');
  const image = pen.createImageData(columns, rows);
  const steps = 512;
  const table = new Uint8ClampedArray((steps + 1) * 3);
  for (let i = 0; i <= steps; i++) table.set(parseHex(rampAt(ramp, i / steps)), i * 3);
  const scale = Math.max(columns, rows);
  return {
    draw(ctx, view) {
      const valueAt = prepareFrame(view);
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const value = Math.min(1, Math.max(0, valueAt(x / scale, y / scale)));
          const from = Math.round(value * steps) * 3;
          const at = (y * columns + x) * 4;
          image.data[at] = table[from] ?? 0;
          image.data[at + 1] = table[from + 1] ?? 0;
          image.data[at + 2] = table[from + 2] ?? 0;
          image.data[at + 3] = 255;
        }
      }
      pen.putImageData(image, 0, 0);
      ctx.imageSmoothingQuality = 'high';
      // Half a cell over each edge, so that no border is stretched.
      const overX = width / columns;
      const overY = height / rows;
      ctx.drawImage(small, -overX, -overY, width + overX * 2, height + overY * 2);
      ctx.imageSmoothingQuality = 'low';
    },
  };
}
