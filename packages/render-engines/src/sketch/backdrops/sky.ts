import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { parseHex, rampAt, type Rgb, type Stop } from '../colour.ts';
import { unitHash } from '../prng.ts';
import { type Layer, skyBottom, type Stage } from './stage.ts';

/** Where light spills into a painted gradient. */
export interface Spill {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: string;
  readonly strength: number;
}

/**
 * Paints a vertical gradient with light spilling into it, dithered: eight bits a channel show steps in a smooth sky, and a
 * video encoder makes them worse.
 */
export function paintGradient(
  width: number,
  height: number,
  stops: readonly Stop[],
  bottom: number,
  spills: readonly Spill[],
  seed: number,
): Canvas {
  const canvas = createCanvas(width, height);
  const ctx = canvas.getContext('2d');
  const image = ctx.createImageData(width, height);
  const data = image.data;
  const lights = spills.map((spill) => ({ ...spill, rgb: parseHex(spill.colour) }));
  for (let y = 0; y < height; y++) {
    const [r, g, b] = fineRamp(stops, Math.min(1, y / bottom));
    for (let x = 0; x < width; x++) {
      let red = r;
      let green = g;
      let blue = b;
      for (const light of lights) {
        const dx = (x - light.x) / light.radius;
        const dy = (y - light.y) / light.radius;
        const share = light.strength / (1 + (dx * dx + dy * dy * 1.6) * 5);
        red += (light.rgb[0] - red) * share;
        green += (light.rgb[1] - green) * share;
        blue += (light.rgb[2] - blue) * share;
      }
      const at = (y * width + x) * 4;
      const grain = unitHash(at, seed) * 1.6 - 0.8;
      data[at] = red + grain;
      data[at + 1] = green + grain;
      data[at + 2] = blue + grain;
      data[at + 3] = 255;
    }
  }
  ctx.putImageData(image, 0, 0);
  return canvas;
}

/** The colour of a ramp without rounding to whole steps between two neighbours. */
function fineRamp(stops: readonly Stop[], place: number): Rgb {
  const fine = place * 64;
  const low = parseHex(rampAt(stops, Math.floor(fine) / 64));
  const high = parseHex(rampAt(stops, Math.min(1, (Math.floor(fine) + 1) / 64)));
  const share = fine - Math.floor(fine);
  return [
    low[0] + (high[0] - low[0]) * share,
    low[1] + (high[1] - low[1]) * share,
    low[2] + (high[2] - low[2]) * share,
  ];
}

/** The sky behind everything, brighter around its light. */
export function skyLayer(stage: Stage, glow = 0.42): Layer {
  const { width, height, setting } = stage;
  const spill = {
    ...stage.light,
    radius: Math.max(width, height) * 0.5,
    colour: setting.palette.light,
    strength: glow,
  };
  const sky = paintGradient(
    width,
    height,
    setting.palette.sky,
    skyBottom(stage),
    glow > 0 ? [spill] : [],
    setting.seed,
  );
  return { draw: (ctx) => ctx.drawImage(sky, 0, 0) };
}
