import { adjustHex, withAlpha } from '../colour.ts';
import { fractal1, noise1 } from '../noise.ts';
import { type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** Curtains of northern light: thin columns whose foot, height and strength follow slow noise. */
export function auroraLayer(stage: Stage): Layer {
  const { width, horizon, setting, unit } = stage;
  const random = stageRandom(setting, 'aurora');
  const green = random.pick(['#6fffc0', '#7dffa0', '#62f0e0']);
  const violet = adjustHex(green, { turn: 2.2, lightness: 0.72 });
  const column = prepared(8, 256, (ctx) => {
    const fade = ctx.createLinearGradient(0, 0, 0, 256);
    fade.addColorStop(0, withAlpha(violet, 0));
    fade.addColorStop(0.4, withAlpha(violet, 0.3));
    fade.addColorStop(0.78, withAlpha(green, 0.72));
    fade.addColorStop(0.93, withAlpha(green, 0.9));
    fade.addColorStop(1, withAlpha(green, 0));
    ctx.fillStyle = fade;
    ctx.fillRect(0, 0, 8, 256);
  });
  const curtains = [0, 1].map((i) => ({
    seed: setting.seed + i * 97,
    foot: horizon * random.between(0.62, 0.78) - i * horizon * 0.16,
    swing: horizon * random.between(0.16, 0.26),
    tall: horizon * random.between(0.6, 0.85),
  }));
  const step = Math.max(3, 5 * unit);
  return {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'screen';
      const time = view.seconds * 0.22 * setting.pace;
      for (const curtain of curtains) {
        for (let x = -step; x < width + step; x += step) {
          const u = x / width;
          const fold = fractal1(u * 2.1 + time * 0.8, curtain.seed, 3);
          const foot = curtain.foot + (fold - 0.5) * 2 * curtain.swing;
          const rays = noise1(u * 46 + time * 3 + fold * 9, curtain.seed + 5);
          const cloud = noise1(u * 3.2 - time * 1.3, curtain.seed + 9);
          const strength = Math.max(0, cloud - 0.1) * (0.4 + 0.6 * rays) * 1.25;
          const tall = curtain.tall * (0.55 + 0.6 * rays * cloud + 0.2 * fold);
          ctx.globalAlpha = Math.min(1, strength * 1.05);
          ctx.drawImage(column, x, foot - tall, step + 0.6, tall);
        }
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
