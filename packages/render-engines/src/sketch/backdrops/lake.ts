import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { withAlpha } from '../colour.ts';
import { unitHash } from '../prng.ts';
import type { Layer, Stage, View } from './stage.ts';

/**
 * Still water that mirrors everything drawn above the horizon: the layers are drawn once more into a canvas, upside down,
 * and shown in bands that ripple more the nearer they are.
 */
export function mirrorLayer(stage: Stage, above: readonly Layer[]): Layer {
  const { width, height, horizon, unit, setting } = stage;
  const depth = height - horizon;
  const mirrored: Canvas = createCanvas(width, Math.ceil(horizon));
  const pen = mirrored.getContext('2d');
  const bands = 42;
  const paintAbove = (view: View): void => {
    for (const layer of above) {
      pen.save();
      layer.draw(pen, view);
      pen.restore();
    }
  };
  const shade = (ctx: SKRSContext2D): void => {
    const dark = ctx.createLinearGradient(0, horizon, 0, height);
    dark.addColorStop(0, withAlpha(setting.palette.near, 0.12));
    dark.addColorStop(1, withAlpha(setting.palette.near, 0.72));
    ctx.fillStyle = dark;
    ctx.fillRect(0, horizon, width, depth);
  };
  return {
    draw(ctx, view) {
      paintAbove(view);
      ctx.imageSmoothingQuality = 'low';
      for (let band = 0; band < bands; band++) {
        const share = band / bands;
        const y = horizon + depth * share;
        const bandHeight = depth / bands + 1;
        // The mirror squeezes the far part and stretches the near one.
        const source = horizon - (y - horizon) * Math.min(1, horizon / depth) * 0.98;
        const ripple =
          Math.sin(view.seconds * 1.7 * setting.pace + share * 34) * unit * (0.6 + share * 6.5) +
          Math.sin(view.seconds * 2.9 + share * 90) * unit * share * 2.4;
        ctx.save();
        ctx.translate(ripple, y + bandHeight);
        ctx.scale(1, -1);
        ctx.drawImage(
          mirrored,
          0,
          Math.max(0, source - bandHeight),
          width,
          bandHeight,
          -unit * 10,
          0,
          width + unit * 20,
          bandHeight,
        );
        ctx.restore();
      }
      shade(ctx);
      ctx.fillStyle = setting.palette.light;
      for (let i = 0; i < 46; i++) {
        const near = unitHash(i, setting.seed + 91);
        const shine = Math.sin(view.seconds * (0.8 + unitHash(i, 92)) + i * 2.1);
        if (shine < 0.2) continue;
        ctx.globalAlpha = shine * 0.2;
        const length = unit * (20 + 110 * near);
        ctx.fillRect(
          unitHash(i, setting.seed + 93) * width - length / 2 + Math.sin(view.seconds + i) * 10 * unit,
          horizon + depth * near ** 1.4,
          length,
          unit * (0.6 + near),
        );
      }
      ctx.globalAlpha = 1;
    },
  };
}
