import { withAlpha } from '../colour.ts';
import { unitHash } from '../prng.ts';
import { type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** Rain in three distances, slanted by the wind, with splashes where it lands. */
export function rainLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  const heavy = setting.weather.includes('storm');
  const slant =
    stageRandom(setting, 'rain').between(0.08, 0.2) *
    (heavy ? 2.2 : 1) *
    (stageRandom(setting, 'rain side').chance(0.5) ? 1 : -1);
  const depths = [
    { count: 90, length: 15, width: 0.7, speed: 560, alpha: 0.16 },
    { count: 80, length: 26, width: 1, speed: 800, alpha: 0.22 },
    { count: 42, length: 46, width: 1.5, speed: 1150, alpha: 0.26 },
  ];
  const area = Math.min(2.2, (width * height) / (832 * 480 * unit * unit));
  const span = height * 1.3;
  return {
    draw(ctx, view) {
      ctx.lineCap = 'round';
      depths.forEach((rain, layer) => {
        ctx.strokeStyle = withAlpha(setting.palette.light, rain.alpha);
        ctx.lineWidth = rain.width * unit;
        ctx.beginPath();
        const count = Math.round(rain.count * area * (heavy ? 1.5 : 1));
        for (let i = 0; i < count; i++) {
          const key = i + layer * 4096;
          const fallen =
            unitHash(key, setting.seed) * span + view.seconds * rain.speed * unit * (0.85 + 0.3 * unitHash(key, 3));
          const lap = Math.floor(fallen / span);
          const y = fallen - lap * span - height * 0.15;
          const x =
            unitHash(key + lap * 977, setting.seed + 5) * (width * 1.3) - width * 0.15 + (y - height / 2) * slant;
          const length = rain.length * unit;
          ctx.moveTo(x, y);
          ctx.lineTo(x + length * slant, y + length);
        }
        ctx.stroke();
      });
      ctx.strokeStyle = withAlpha(setting.palette.light, 0.3);
      ctx.lineWidth = unit;
      ctx.beginPath();
      for (let i = 0; i < 36; i++) {
        const life = view.seconds * 2.6 + unitHash(i, 11);
        const lap = Math.floor(life);
        const age = life - lap;
        const x = unitHash(i + lap * 613, setting.seed + 9) * width;
        const y = stage.horizon + (height - stage.horizon) * (0.25 + 0.75 * unitHash(i + lap * 401, setting.seed + 10));
        const radius = unit * 9 * age * (y / height);
        ctx.moveTo(x + radius, y);
        ctx.ellipse(x, y, radius, radius * 0.3, 0, 0, Math.PI * 2);
      }
      ctx.globalAlpha = 0.5;
      ctx.stroke();
      ctx.globalAlpha = 1;
    },
  };
}

/** Snow in four distances; the nearest flakes are large and out of focus. */
export function snowLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  const wind =
    stageRandom(setting, 'snow').between(-26, 26) *
    (setting.weather.includes('wind') || setting.weather.includes('storm') ? 3.2 : 1);
  const flake = prepared(48, 48, (ctx) => {
    const soft = ctx.createRadialGradient(24, 24, 0, 24, 24, 24);
    soft.addColorStop(0, 'rgba(255,255,255,1)');
    soft.addColorStop(0.45, 'rgba(255,255,255,0.85)');
    soft.addColorStop(1, 'rgba(255,255,255,0)');
    ctx.fillStyle = soft;
    ctx.fillRect(0, 0, 48, 48);
  });
  const depths = [
    { count: 130, size: 2.4, speed: 26, alpha: 0.6 },
    { count: 90, size: 4.2, speed: 44, alpha: 0.8 },
    { count: 40, size: 7.5, speed: 72, alpha: 0.85 },
    { count: 9, size: 26, speed: 125, alpha: 0.26 },
  ];
  const area = Math.min(2.2, (width * height) / (832 * 480 * unit * unit));
  const span = height * 1.2;
  return {
    draw(ctx, view) {
      depths.forEach((snow, layer) => {
        const count = Math.round(snow.count * area);
        for (let i = 0; i < count; i++) {
          const key = i + layer * 4096;
          const fallen =
            unitHash(key, setting.seed + 21) * span + view.seconds * snow.speed * unit * (0.7 + 0.6 * unitHash(key, 4));
          const lap = Math.floor(fallen / span);
          const y = fallen - lap * span - height * 0.1;
          const sway = Math.sin(view.seconds * 0.9 + unitHash(key, 6) * 9) * 10 * unit;
          const raw =
            unitHash(key + lap * 977, setting.seed + 22) * width * 1.2 +
            wind * unit * view.seconds * (0.5 + layer * 0.35) +
            sway;
          const x = (((raw % (width * 1.2)) + width * 1.2) % (width * 1.2)) - width * 0.1;
          const size = snow.size * unit * (0.7 + 0.6 * unitHash(key, 7));
          ctx.globalAlpha = snow.alpha * (0.6 + 0.4 * unitHash(key, 8));
          ctx.drawImage(flake, x - size / 2, y - size / 2, size, size);
        }
      });
      ctx.globalAlpha = 1;
    },
  };
}

/** A flash far off, twice in quick succession, now and then. */
export function lightningLayer(stage: Stage): Layer {
  const { width, height, horizon, unit, setting } = stage;
  const random = stageRandom(setting, 'lightning');
  const first = random.between(0.3, 0.9);
  const every = random.between(1.7, 2.6);
  const x = random.between(0.2, 0.8) * width;
  const path: { x: number; y: number }[] = [];
  let at = x;
  for (let y = 0; y <= horizon; y += height * 0.035) {
    path.push({ x: at, y });
    at += random.between(-1, 1) * width * 0.022;
  }
  return {
    draw(ctx, view) {
      const since = (view.seconds - first) % every;
      if (view.seconds < first || since > 0.34) return;
      const strength = Math.max(0, 1 - since / 0.1) + Math.max(0, 1 - Math.abs(since - 0.2) / 0.1) * 0.7;
      if (strength <= 0) return;
      ctx.globalCompositeOperation = 'screen';
      ctx.fillStyle = withAlpha(setting.palette.light, Math.min(1, strength) * 0.34);
      ctx.fillRect(0, 0, width, height);
      ctx.strokeStyle = withAlpha('#ffffff', Math.min(1, strength));
      for (const thickness of [5, 1.8]) {
        ctx.globalAlpha = thickness > 2 ? 0.25 : 1;
        ctx.lineWidth = thickness * unit;
        ctx.beginPath();
        for (const point of path) ctx.lineTo(point.x, point.y);
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
