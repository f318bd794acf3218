import { createCanvas } from '@napi-rs/canvas';
import { parseHex } from '../colour.ts';
import { smoothStep } from '../easing.ts';
import type { Layer, Stage } from './stage.ts';

/** A slight fall of light towards the corners, which holds the eye in the frame. */
export function vignetteLayer(stage: Stage, strength = 0.34): Layer {
  const { width, height, setting } = stage;
  const columns = 64;
  const rows = 40;
  const small = createCanvas(columns, rows);
  const pen = small.getContext('2d');
  const image = pen.createImageData(columns, rows);
  const [r, g, b] = parseHex(setting.palette.near);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const dx = (x + 0.5) / columns - 0.5;
      const dy = (y + 0.5) / rows - 0.5;
      const at = (y * columns + x) * 4;
      image.data.set([r, g, b, 255 * strength * smoothStep((Math.hypot(dx, dy) - 0.38) / 0.36)], at);
    }
  }
  pen.putImageData(image, 0, 0);
  // Stretched once: stretching is the slow part.
  const full = createCanvas(width, height);
  const ctx = full.getContext('2d');
  ctx.imageSmoothingQuality = 'high';
  ctx.drawImage(small, 0, 0, width, height);
  return { draw: (target) => target.drawImage(full, 0, 0) };
}
