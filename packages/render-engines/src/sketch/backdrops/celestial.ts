import { mixHex, withAlpha } from '../colour.ts';
import { fractal2 } from '../noise.ts';
import { atDepth, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** The sun or the moon with its glow, moving slowly on its way. */
export function celestialLayer(stage: Stage): Layer {
  const { setting, unit, light, height } = stage;
  const isNight = setting.time === 'night';
  const overcast =
    setting.weather.includes('rain') || setting.weather.includes('storm') || setting.weather.includes('fog');
  const random = stageRandom(setting, 'celestial');
  const radius = unit * (isNight ? random.between(20, 34) : random.between(30, 58));
  const glowRadius = radius * (isNight ? 7 : 5.5);
  const strength = overcast ? 0.35 : 1;
  const glow = prepared(glowRadius * 2, glowRadius * 2, (ctx) => {
    const gradient = ctx.createRadialGradient(glowRadius, glowRadius, radius * 0.7, glowRadius, glowRadius, glowRadius);
    for (let step = 0; step <= 8; step++) {
      const at = step / 8;
      gradient.addColorStop(at, withAlpha(setting.palette.light, 0.42 * strength * (1 - at) ** 2.6));
    }
    ctx.fillStyle = gradient;
    ctx.fillRect(0, 0, glowRadius * 2, glowRadius * 2);
  });
  const disc = prepared(radius * 2 + 4, radius * 2 + 4, (ctx) => {
    const middle = radius + 2;
    ctx.beginPath();
    ctx.arc(middle, middle, radius, 0, Math.PI * 2);
    ctx.clip();
    const face = ctx.createLinearGradient(0, 0, 0, radius * 2);
    face.addColorStop(0, mixHex(setting.palette.light, '#ffffff', 0.5));
    face.addColorStop(1, setting.palette.light);
    ctx.fillStyle = face;
    ctx.fillRect(0, 0, radius * 2 + 4, radius * 2 + 4);
    if (!isNight) return;
    // The moon's seas, barely there.
    for (let y = 0; y < radius * 2; y += 2) {
      for (let x = 0; x < radius * 2; x += 2) {
        const dark = Math.max(0, fractal2((x / radius) * 1.7, (y / radius) * 1.7, setting.seed, 3) - 0.5) * 0.7;
        if (dark <= 0) continue;
        ctx.fillStyle = withAlpha(setting.palette.sky[1]?.[1] ?? '#404060', dark);
        ctx.fillRect(x, y, 2, 2);
      }
    }
  });
  const rises = setting.time === 'dawn' || isNight ? -1 : 1;
  return {
    draw(ctx, view) {
      const y = light.y + rises * height * 0.035 * (view.progress - 0.5);
      atDepth(ctx, stage, view, 0.06, () => {
        ctx.globalCompositeOperation = 'screen';
        ctx.globalAlpha = 0.94 + 0.06 * Math.sin(view.seconds * 0.9);
        ctx.drawImage(glow, light.x - glowRadius, y - glowRadius);
        ctx.globalCompositeOperation = 'source-over';
        ctx.globalAlpha = overcast ? 0.5 : 1;
        ctx.drawImage(disc, light.x - radius - 2, y - radius - 2);
      });
    },
  };
}
