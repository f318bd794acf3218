import { adjustHex, mixHex, parseHex, withAlpha } from '../colour.ts';
import { smoothStep } from '../easing.ts';
import { fractal1, fractal2 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { skyLayer } from './sky.ts';
import { atDepth, type Layer, prepared, type Stage, stageRandom } from './stage.ts';
import { starsLayer } from './stars.ts';

/** Coloured gas, painted small and stretched, turning very slowly. */
function nebulaLayer(stage: Stage): Layer {
  const { width, height, setting } = stage;
  const random = stageRandom(setting, 'nebula');
  const seed = random.wholeBetween(0, 1e9);
  const columns = 168;
  const rows = 110;
  const warm = parseHex(mixHex(setting.palette.accent, setting.palette.sky[2]?.[1] ?? '#203060', 0.35));
  const cold = parseHex(adjustHex(setting.palette.sky[3]?.[1] ?? '#304080', { lightness: 1.5, chroma: 1.3 }));
  const tilt = random.between(-0.5, 0.5);
  const gas = prepared(columns, rows, (ctx) => {
    const image = ctx.createImageData(columns, rows);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const u = x / 42;
        const v = y / 42;
        const bend = fractal2(u * 0.9 + 3, v * 0.9, seed + 5, 3);
        const cloud = fractal2(u + bend * 1.6, v * 1.3 + bend * 1.6, seed, 5);
        const band = Math.exp(-(((y / rows - 0.5 - tilt * (x / columns - 0.5)) / 0.3) ** 2));
        const lanes = smoothStep((fractal2(u * 1.7 + 20, v * 1.7 + bend * 2, seed + 9, 4) - 0.36) / 0.3);
        const strength = smoothStep((cloud - 0.34) / 0.42) * band * (0.35 + 0.65 * lanes);
        const heat = smoothStep((cloud - 0.5) / 0.25) * band;
        const edge = smoothStep(Math.min(x, columns - x) / 14) * smoothStep(Math.min(y, rows - y) / 14);
        const at = (y * columns + x) * 4;
        for (let part = 0; part < 3; part++)
          image.data[at + part] = (cold[part] ?? 0) + ((warm[part] ?? 0) - (cold[part] ?? 0)) * heat;
        image.data[at + 3] = 225 * strength * edge;
      }
    }
    ctx.putImageData(image, 0, 0);
  });
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, 0.16, () => {
        ctx.globalCompositeOperation = 'screen';
        ctx.imageSmoothingQuality = 'medium';
        ctx.translate(width / 2, height / 2);
        ctx.rotate((view.seconds - stage.durationSeconds / 2) * 0.012);
        ctx.drawImage(gas, -width * 0.72, -height * 0.72, width * 1.44, height * 1.44);
      });
    },
  };
}

/** A planet lit from one side, with bands, air at its rim and sometimes a ring. */
function planetLayer(stage: Stage): Layer {
  const { width, height, setting, unit } = stage;
  const random = stageRandom(setting, 'planet');
  const big = random.chance(0.45);
  const radius = Math.min(width, height) * (big ? random.between(0.62, 0.85) : random.between(0.14, 0.24));
  const x = big
    ? width * random.between(0.3, 0.7)
    : stage.light.x + (stage.light.x > width / 2 ? 1 : -1) * width * 0.06;
  const y = big ? height * 0.72 + radius : height * random.between(0.4, 0.6);
  const ring = !big && random.chance(0.6);
  const tone = setting.palette.accent;
  const seed = random.wholeBetween(0, 1e9);
  const side = Math.ceil(radius * 2 + 8);
  const body = prepared(side, side, (ctx) => {
    const middle = side / 2;
    ctx.beginPath();
    ctx.arc(middle, middle, radius, 0, Math.PI * 2);
    ctx.clip();
    for (let row = 0; row < side; row += 2) {
      const band = fractal1((row / side) * 13, seed, 4);
      ctx.fillStyle = mixHex(
        mixHex(tone, setting.palette.sky[2]?.[1] ?? tone, 0.45),
        adjustHex(tone, { lightness: 1.15, chroma: 0.7 }),
        band,
      );
      ctx.fillRect(0, row, side, 2.5);
    }
    const dark = ctx.createRadialGradient(
      middle - radius * 0.5,
      middle - radius * 0.62,
      radius * 0.25,
      middle - radius * 0.2,
      middle - radius * 0.28,
      radius * 1.32,
    );
    dark.addColorStop(0, 'rgba(255,250,235,0.32)');
    dark.addColorStop(0.35, 'rgba(0,0,0,0)');
    dark.addColorStop(0.78, withAlpha(setting.palette.near, 0.86));
    dark.addColorStop(1, withAlpha(setting.palette.near, 0.97));
    ctx.fillStyle = dark;
    ctx.fillRect(0, 0, side, side);
  });
  const air = prepared(side * 1.2, side * 1.2, (ctx) => {
    const middle = side * 0.6;
    const glow = ctx.createRadialGradient(
      middle - radius * 0.07,
      middle - radius * 0.09,
      radius * 0.93,
      middle - radius * 0.05,
      middle - radius * 0.06,
      radius * 1.16,
    );
    glow.addColorStop(0, withAlpha(setting.palette.light, 0));
    glow.addColorStop(0.3, withAlpha(mixHex(tone, '#ffffff', 0.4), 0.5));
    glow.addColorStop(1, withAlpha(tone, 0));
    ctx.fillStyle = glow;
    ctx.fillRect(0, 0, side * 1.2, side * 1.2);
  });
  const drawRing = (ctx: Parameters<Layer['draw']>[0], from: number, to: number): void => {
    for (let i = 0; i < 7; i++) {
      ctx.strokeStyle = withAlpha(
        mixHex(setting.palette.light, tone, 0.3 + 0.5 * unitHash(i, seed)),
        0.16 + 0.3 * unitHash(i, seed + 1),
      );
      ctx.lineWidth = radius * 0.06;
      ctx.beginPath();
      ctx.ellipse(0, 0, radius * (1.4 + i * 0.085), radius * (1.4 + i * 0.085) * 0.24, -0.32, from, to);
      ctx.stroke();
    }
  };
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, big ? 0.7 : 0.35, () => {
        ctx.translate(x, y - view.progress * unit * (big ? 16 : 5));
        if (ring) drawRing(ctx, Math.PI, Math.PI * 2);
        ctx.globalCompositeOperation = 'screen';
        ctx.drawImage(air, -side * 0.6, -side * 0.6);
        ctx.globalCompositeOperation = 'source-over';
        ctx.drawImage(body, -side / 2, -side / 2);
        if (ring) drawRing(ctx, 0, Math.PI);
      });
    },
  };
}

/** Stars that come towards us and pass. */
function passingStarsLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  return {
    draw(ctx, view) {
      ctx.fillStyle = '#ffffff';
      ctx.globalCompositeOperation = 'lighter';
      for (let i = 0; i < 130; i++) {
        const life =
          view.seconds * 0.085 * setting.pace * (0.7 + 0.6 * unitHash(i, 101)) + unitHash(i, setting.seed + 102);
        const lap = Math.floor(life);
        const near = (life - lap) ** 2.2;
        const angle = unitHash(i + lap * 311, setting.seed + 103) * Math.PI * 2;
        const reach =
          (0.06 + near * 1.05) * Math.max(width, height) * 0.62 * (0.25 + 0.75 * unitHash(i + lap * 311, 104));
        const size = unit * (0.7 + 2.4 * near);
        ctx.globalAlpha = Math.min(1, near * 7) * (0.3 + 0.5 * unitHash(i, 105));
        ctx.beginPath();
        ctx.arc(
          width / 2 + Math.cos(angle) * reach,
          height * 0.46 + Math.sin(angle) * reach * 0.8,
          size * 0.6,
          0,
          Math.PI * 2,
        );
        ctx.fill();
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

export function space(stage: Stage): Layer[] {
  return [
    skyLayer(stage, 0),
    starsLayer(stage, stage.height * 1.5, 1.5),
    nebulaLayer(stage),
    passingStarsLayer(stage),
    planetLayer(stage),
  ];
}
