import { adjustHex, mixHex } from '../colour.ts';
import { noise1 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { groundColour } from './ridges.ts';
import { atDepth, type Layer, type Stage, stageRandom } from './stage.ts';

/** Grass along the bottom, bending as gusts run through it, with a few flowers on stems. */
export function grassLayer(stage: Stage, flowers: boolean): Layer {
  const { width, height, margin, unit, setting } = stage;
  const random = stageRandom(setting, 'grass');
  const seed = random.wholeBetween(0, 1e9);
  const rows = [
    {
      foot: height * 0.985,
      tall: 62,
      count: 150,
      depth: 0.9,
      colour: mixHex(groundColour(stage, 0.8), setting.palette.near, 0.4),
    },
    {
      foot: height * 1.05,
      tall: 105,
      count: 130,
      depth: 1.2,
      colour: mixHex(setting.palette.near, groundColour(stage, 1), 0.35),
    },
  ];
  const petals = [
    setting.palette.accent,
    adjustHex(setting.palette.accent, { lightness: 1.25, chroma: 0.7 }),
    setting.palette.light,
  ];
  const windy = setting.weather.includes('wind') || setting.weather.includes('storm') ? 1.9 : 1;
  const span = width + margin * 2;
  return {
    draw(ctx, view) {
      rows.forEach((row, rowIndex) => {
        atDepth(ctx, stage, view, row.depth, () => {
          const heads: { x: number; y: number; size: number; tone: number }[] = [];
          ctx.fillStyle = row.colour;
          ctx.beginPath();
          for (let i = 0; i < row.count; i++) {
            const key = i + rowIndex * 1000;
            const x = -margin + (span * (i + unitHash(key, seed))) / row.count;
            const tall = unit * row.tall * (0.35 + 0.75 * unitHash(key, seed + 1) ** 1.6);
            const gust = noise1(x / (width * 0.3) - view.seconds * 0.9 * setting.pace, seed + 2) - 0.4;
            const bend =
              tall *
              ((unitHash(key, seed + 3) - 0.5) * 0.5 + gust * 0.75 * windy + Math.sin(view.seconds * 2.3 + key) * 0.04);
            const thick = unit * (1.6 + rowIndex * 1.3);
            ctx.moveTo(x - thick, row.foot);
            ctx.quadraticCurveTo(x - thick * 0.4 + bend * 0.25, row.foot - tall * 0.6, x + bend, row.foot - tall);
            ctx.quadraticCurveTo(x + thick * 0.8 + bend * 0.25, row.foot - tall * 0.55, x + thick, row.foot);
            if (flowers && unitHash(key, seed + 4) < 0.13)
              heads.push({
                x: x + bend,
                y: row.foot - tall,
                size: unit * (3 + 4 * unitHash(key, seed + 5)) * (1 + rowIndex * 0.5),
                tone: Math.floor(unitHash(key, seed + 6) * 3),
              });
          }
          ctx.fill();
          ctx.fillRect(-margin, row.foot - unit * 4, span, height * 0.2);
          for (const head of heads) {
            ctx.fillStyle = petals[head.tone] ?? setting.palette.accent;
            ctx.beginPath();
            ctx.ellipse(head.x, head.y, head.size, head.size * 0.8, 0, 0, Math.PI * 2);
            ctx.fill();
          }
        });
      });
    },
  };
}
