import { adjustHex, mixHex, rampAt, type Stop, withAlpha } from '../colour.ts';
import { easeInOut } from '../easing.ts';
import { fractal1, noise1, noise2 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { fieldLayer } from './field-canvas.ts';
import { paintGradient, skyLayer } from './sky.ts';
import { atDepth, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** Ink let into water: noise bent by noise, so that it folds as it spreads. */
export function ink(stage: Stage): Layer[] {
  const { setting } = stage;
  const { sky, near, light } = setting.palette;
  const at = (place: number): string => rampAt(sky, place);
  const ramp: Stop[] = [
    [0, mixHex(near, at(0), 0.5)],
    [0.3, at(0.12)],
    [0.5, at(0.42)],
    [0.68, at(0.75)],
    [0.84, at(1)],
    [1, mixHex(at(1), light, 0.7)],
  ];
  const seed = setting.seed;
  return [
    fieldLayer(stage, ramp, (view) => {
      const time = view.seconds * 0.16 * setting.pace;
      const slideX = view.travelX / stage.width;
      return (u, v) => {
        const x = u * 2.6 + slideX;
        const y = v * 2.6;
        const bendX = noise2(x + time, y - time * 0.6, seed) - 0.5;
        const bendY = noise2(x - time * 0.7 + 7, y + time, seed + 3) - 0.5;
        const foldX = noise2(x * 1.4 + bendX * 3.4 + time, y * 1.4 + bendY * 3.4, seed + 5) - 0.5;
        const value = noise2(x + foldX * 2.6 + bendX, y + foldX * 2.2 + bendY * 2 - time * 0.5, seed + 7);
        const fine = noise2(x * 4 + foldX * 6, y * 4 + bendX * 6 + time, seed + 11);
        return 0.12 + value * 0.78 + (fine - 0.5) * 0.16 + foldX * 0.3;
      };
    }),
  ];
}

/** Many fine lines that rise and fall together like a plotted sea. */
export function ribbons(stage: Stage): Layer[] {
  const { width, height, unit, setting } = stage;
  const seed = setting.seed;
  const lines = 34;
  const lineLayer: Layer = {
    draw(ctx, view) {
      const time = view.seconds * 0.32 * setting.pace;
      const step = Math.max(4, 7 * unit);
      for (let i = 0; i < lines; i++) {
        const share = i / (lines - 1);
        const baseY = height * (0.24 + share * 0.84);
        const colour = mixHex(
          mixHex(setting.palette.light, setting.palette.accent, Math.max(0, Math.sin(share * 5 + seed)) * 0.8),
          rampAt(setting.palette.sky, 0.7),
          (1 - share) * 0.5,
        );
        const rise = (x: number): number => {
          const u = (x + view.travelX * (0.3 + share)) / width;
          const hump = Math.exp(-(((u - 0.5 - 0.24 * Math.sin(time * 0.6 + seed)) / 0.28) ** 2));
          const n =
            fractal1(u * 4.2 + i * 0.055 + time * 0.5, seed + 1, 3) * noise1(u * 1.8 - time * 0.4 + i * 0.03, seed + 2);
          return height * (0.07 + 0.72 * hump) * n * (0.5 + 0.5 * share + 0.2);
        };
        ctx.beginPath();
        for (let x = -step; x <= width + step; x += step) ctx.lineTo(x, baseY - rise(x));
        ctx.strokeStyle = withAlpha(colour, 0.45 + 0.55 * share);
        ctx.lineWidth = unit * (1 + share * 1.5);
        ctx.stroke();
        // Each line covers the ones behind it.
        ctx.lineTo(width + step, baseY + height * 0.05);
        ctx.lineTo(-step, baseY + height * 0.05);
        ctx.fillStyle = withAlpha(rampAt(setting.palette.sky, 0.1 + share * 0.3), 0.42);
        ctx.fill();
      }
    },
  };
  const bottom = paintGradient(
    width,
    height,
    setting.palette.sky.map(([at, colour]): Stop => [at, mixHex(colour, setting.palette.near, at * 0.35)]),
    height * 1.6,
    [],
    seed,
  );
  return [{ draw: (ctx) => ctx.drawImage(bottom, 0, 0) }, lineLayer];
}

/** Lights out of focus, near and far, that drift and breathe. */
export function lights(stage: Stage, count = 44): Layer[] {
  const { width, height, unit, setting } = stage;
  const random = stageRandom(setting, 'lights');
  const disc = (colour: string): ReturnType<typeof prepared> =>
    prepared(160, 160, (ctx) => {
      const soft = ctx.createRadialGradient(80, 80, 0, 80, 80, 78);
      soft.addColorStop(0, withAlpha(colour, 0.5));
      soft.addColorStop(0.82, withAlpha(colour, 0.62));
      soft.addColorStop(0.9, withAlpha(mixHex(colour, '#ffffff', 0.4), 0.85));
      soft.addColorStop(1, withAlpha(colour, 0));
      ctx.fillStyle = soft;
      ctx.fillRect(0, 0, 160, 160);
    });
  const { accent, light, sky } = setting.palette;
  const tones = [
    accent,
    light,
    adjustHex(accent, { turn: 0.5 }),
    mixHex(rampAt(sky, 0.8), '#ffffff', 0.25),
    adjustHex(accent, { turn: -0.5, lightness: 1.1 }),
  ].map(disc);
  const spots = Array.from({ length: count }, (_, i) => {
    const near = random.next() ** 2;
    return {
      near,
      x: random.between(-0.1, 1.1) * width,
      y: random.between(0.02, 1) * height,
      size: unit * (26 + 150 * near),
      tone: tones[i % tones.length],
      phase: random.between(0, 9),
      strength: random.between(0.3, 0.9) * (1 - near * 0.45),
    };
  });
  const layer: Layer = {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'screen';
      for (const spot of spots) {
        atDepth(ctx, stage, view, 0.15 + spot.near * 1.1, () => {
          ctx.globalAlpha = spot.strength * (0.55 + 0.45 * Math.sin(view.seconds * 0.9 * setting.pace + spot.phase));
          const x = spot.x + Math.sin(view.seconds * 0.24 + spot.phase) * 26 * unit * (0.4 + spot.near);
          const y = spot.y + Math.cos(view.seconds * 0.2 + spot.phase * 2) * 20 * unit * (0.4 + spot.near);
          if (spot.tone !== undefined)
            ctx.drawImage(spot.tone, x - spot.size / 2, y - spot.size / 2, spot.size, spot.size);
        });
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
  return [skyLayer(stage, 0.25), layer];
}

/** Large flat shapes that slide over each other, as if cut from paper. */
export function cutouts(stage: Stage): Layer[] {
  const { width, height, unit, setting } = stage;
  const random = stageRandom(setting, 'cutouts');
  const { sky, near, accent, light } = setting.palette;
  const tones = [rampAt(sky, 0.35), rampAt(sky, 0.7), rampAt(sky, 1), accent, mixHex(accent, near, 0.55), near];
  const shapes = tones.map((tone, i) => {
    const seed = random.wholeBetween(0, 1e9);
    const side = random.chance(0.5) ? 1 : -1;
    return { tone, seed, side, baseY: height * (0.24 + i * 0.145), delay: i * 0.09, phase: random.between(0, 9) };
  });
  const disc = {
    x: width * random.between(0.25, 0.75),
    y: height * random.between(0.26, 0.4),
    radius: Math.min(width, height) * random.between(0.14, 0.22),
  };
  const paper: Layer = {
    draw(ctx, view) {
      const arrive = (delay: number): number => easeInOut(Math.min(1, Math.max(0, (view.seconds - delay) / 1.15)));
      ctx.fillStyle = light;
      ctx.beginPath();
      ctx.arc(
        disc.x - view.travelX * 0.2,
        disc.y + (1 - arrive(0)) * height * 0.3 - view.progress * unit * 18,
        disc.radius,
        0,
        Math.PI * 2,
      );
      ctx.fill();
      for (const shape of shapes) {
        const away = 1 - arrive(shape.delay);
        const depth = 0.2 + shapes.indexOf(shape) * 0.2;
        const shift =
          shape.side * away * width * 0.5 -
          view.travelX * depth * 1.4 +
          Math.sin(view.seconds * 0.4 * setting.pace + shape.phase) * unit * 14;
        ctx.fillStyle = shape.tone;
        ctx.shadowColor = withAlpha(near, 0.5);
        ctx.shadowBlur = 0;
        ctx.beginPath();
        ctx.moveTo(-unit * 10, height * 1.1);
        const step = Math.max(6, 9 * unit);
        for (let x = -step; x <= width + step; x += step) {
          const u = (x - shift) / width;
          const edge = noise1(u * 2.3 + 5, shape.seed) * 0.75 + noise1(u * 6.1, shape.seed + 1) * 0.25;
          ctx.lineTo(
            x,
            shape.baseY +
              away * height * 0.25 +
              (edge - 0.5) * height * 0.3 +
              Math.sin(view.seconds * 0.7 * setting.pace + u * 6 + shape.phase) * unit * 5,
          );
        }
        ctx.lineTo(width + unit * 10, height * 1.1);
        ctx.fill();
        ctx.strokeStyle = withAlpha(light, 0.22);
        ctx.lineWidth = unit * 1.2;
        ctx.stroke();
      }
      for (let i = 0; i < 26; i++) {
        const x = unitHash(i, setting.seed + 131) * width + Math.sin(view.seconds * 0.5 + i) * unit * 12;
        const y = height * (0.05 + 0.5 * unitHash(i, setting.seed + 132)) + Math.cos(view.seconds * 0.6 + i) * unit * 8;
        ctx.fillStyle = withAlpha(i % 3 === 0 ? accent : light, 0.55);
        ctx.fillRect(x, y, unit * 2.4, unit * 2.4);
      }
    },
  };
  return [skyLayer(stage, 0.12), paper];
}
