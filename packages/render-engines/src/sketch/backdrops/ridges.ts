import type { SKRSContext2D } from '@napi-rs/canvas';
import { mixHex, withAlpha } from '../colour.ts';
import { clamp01 } from '../easing.ts';
import { fractal1 } from '../noise.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** A silhouette of land: where it stands, how it rises and how far away it is. */
export interface RidgeShape {
  /** 0 at the horizon, 1 in front. */
  readonly depth: number;
  readonly baseY: number;
  readonly height: number;
  /** How wide one rise is, pixels. */
  readonly wavelength: number;
  /** 1 rounded hills to 5 jagged rock. */
  readonly octaves: number;
  /** Sharpens crests: 1 as the noise has it, more for peaks. */
  readonly sharpness: number;
  readonly label: string;
  /** Drawn on the prepared strip, above its fill; `profile` gives the crest for a strip x. */
  readonly decorate?: (ctx: SKRSContext2D, profile: (x: number) => number, colour: string) => void;
}

/** The colour of land at a depth: near land is dark, far land takes on the horizon's light. */
export function landColour(stage: Stage, depth: number): string {
  const haze = stage.setting.weather.includes('fog') ? 1.35 : 1;
  return mixHex(stage.setting.palette.near, horizonColour(stage), Math.min(0.94, (1 - depth) ** 1.15 * 0.86 * haze));
}

/** The colour of open ground at a depth: land, or snow where it snows, tinted by the hour's sky. */
export function groundColour(stage: Stage, depth: number): string {
  const { palette, weather, world, time, season } = stage.setting;
  if (world === 'desert')
    return mixHex(
      mixHex(palette.near, palette.light, 0.32 - depth * 0.12),
      horizonColour(stage),
      0.2 + (1 - depth) * 0.6,
    );
  if (!weather.includes('snow')) {
    const green =
      world === 'meadow' ? (time === 'night' ? 0.06 : time === 'dusk' ? 0.12 : season === 'autumn' ? 0 : 0.42) : 0;
    return mixHex(landColour(stage, depth), mixHex('#3f7d3a', horizonColour(stage), (1 - depth) * 0.55), green);
  }
  const dark = stage.setting.time === 'night' ? 0.5 : stage.setting.time === 'day' ? 0.08 : 0.24;
  const snow = mixHex('#f4f8fc', palette.sky[0]?.[1] ?? '#506080', dark + 0.16 * depth);
  return mixHex(snow, horizonColour(stage), (1 - depth) * 0.5);
}

/** The crest of a ridge as a function of strip x, from the frame's top. */
export function crestOf(stage: Stage, shape: RidgeShape): (x: number) => number {
  const seed = Math.floor(stageRandom(stage.setting, shape.label).between(0, 1e9));
  return (x) => {
    // Layers of noise crowd around the middle; stretched, so that there are real heights and hollows.
    const raw = clamp01(0.5 + (fractal1(x / shape.wavelength + 50, seed, shape.octaves) - 0.5) * 1.75);
    const ridged = shape.sharpness > 1 ? 1 - Math.abs(raw * 2 - 1) ** (1 / shape.sharpness) : raw;
    const wide = fractal1(x / (shape.wavelength * 3.1) + 9, seed + 7, 2);
    return shape.baseY - shape.height * (0.25 + 0.75 * (ridged * 0.72 + wide * 0.28));
  };
}

/** Prepares one ridge as a strip: a lit crest, a body that fades into mist at its foot. */
export function ridgeLayer(stage: Stage, shape: RidgeShape): Layer {
  const { width, height, margin, unit, setting } = stage;
  const crest = crestOf(stage, shape);
  const stripWidth = width + margin * 2;
  const top = Math.max(0, Math.floor(shape.baseY - shape.height * 1.6));
  const stripHeight = Math.ceil(height * 1.12 - top);
  const colour = groundColour(stage, shape.depth);
  const snowy = setting.weather.includes('snow');
  const mist = mixHex(colour, horizonColour(stage), 0.55 * (1 - shape.depth * 0.75));
  const strip = prepared(stripWidth, stripHeight, (ctx) => {
    ctx.translate(0, -top);
    const outline = (): void => {
      ctx.beginPath();
      ctx.moveTo(0, height * 1.2);
      for (let x = 0; x <= stripWidth + 2; x += 2) ctx.lineTo(x, crest(x));
      ctx.lineTo(stripWidth + 2, height * 1.2);
      ctx.closePath();
    };
    const body = ctx.createLinearGradient(0, shape.baseY - shape.height, 0, shape.baseY + height * 0.16);
    body.addColorStop(0, colour);
    body.addColorStop(
      1,
      snowy
        ? mixHex(colour, setting.palette.sky[0]?.[1] ?? colour, 0.3)
        : shape.depth > 0.92
          ? setting.palette.near
          : mist,
    );
    outline();
    ctx.fillStyle = body;
    ctx.fill();
    // Light catches the crest on the side of the sun.
    ctx.save();
    outline();
    ctx.clip();
    const rim = ctx.createRadialGradient(
      stage.light.x + margin,
      stage.light.y,
      0,
      stage.light.x + margin,
      stage.light.y,
      width * 0.7,
    );
    rim.addColorStop(0, withAlpha(setting.palette.light, 0.5 * (1 - shape.depth * 0.4)));
    rim.addColorStop(1, withAlpha(setting.palette.light, 0));
    ctx.strokeStyle = rim;
    ctx.lineWidth = unit * (1.5 + shape.depth * 1.5);
    ctx.beginPath();
    for (let x = 0; x <= stripWidth; x += 2) ctx.lineTo(x, crest(x));
    ctx.stroke();
    ctx.restore();
    shape.decorate?.(ctx, crest, colour);
  });
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, shape.depth, () => ctx.drawImage(strip, -margin, top));
    },
  };
}
