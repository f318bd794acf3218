import { parseHex } from '../colour.ts';
import { smoothStep } from '../easing.ts';
import { fractal2 } from '../noise.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** A bank of mist: noise drawn small and stretched, which is what makes it soft. Drifts sideways. */
export function mistLayer(
  stage: Stage,
  options: { label: string; y: number; height: number; opacity: number; depth: number; speed: number; colour?: string },
): Layer {
  const { width, unit, setting, margin } = stage;
  const random = stageRandom(setting, `mist ${options.label}`);
  const seed = random.wholeBetween(0, 1e9);
  const columns = 160;
  const rows = 26;
  const [r, g, b] = parseHex(options.colour ?? horizonColour(stage));
  const bank = prepared(columns, rows, (ctx) => {
    const image = ctx.createImageData(columns, rows);
    for (let y = 0; y < rows; y++) {
      const edge = Math.sin((Math.PI * (y + 0.5)) / rows) ** 1.3;
      for (let x = 0; x < columns; x++) {
        const sides = smoothStep(Math.min(x, columns - 1 - x) / (columns * 0.12));
        const cloud = smoothStep((fractal2(x / 22, y / 9, seed, 3) - 0.25) / 0.5);
        const at = (y * columns + x) * 4;
        image.data[at] = r;
        image.data[at + 1] = g;
        image.data[at + 2] = b;
        image.data[at + 3] = 255 * edge * sides * cloud;
      }
    }
    ctx.putImageData(image, 0, 0);
  });
  const bankWidth = width * 2.1;
  const direction = random.chance(0.5) ? 1 : -1;
  const start = random.between(-0.7, -0.4) * width;
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, options.depth, () => {
        const drift = direction * view.seconds * options.speed * unit * setting.pace;
        ctx.globalAlpha = options.opacity * (0.85 + 0.15 * Math.sin(view.seconds * 0.5 + seed));
        ctx.imageSmoothingQuality = 'medium';
        ctx.drawImage(bank, start + drift - margin * 0.3, options.y - options.height / 2, bankWidth, options.height);
      });
    },
  };
}
