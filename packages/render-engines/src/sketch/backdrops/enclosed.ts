import { mixHex, rampAt, type Stop, withAlpha } from '../colour.ts';
import { noise2 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { lights } from './abstract.ts';
import { cloudLayer } from './clouds.ts';
import { embersLayer } from './drifting.ts';
import { fieldLayer } from './field-canvas.ts';
import { openSky } from './landscapes.ts';
import { ridgeLayer } from './ridges.ts';
import { type Layer, type Stage, stageRandom } from './stage.ts';

/** Fire: flames that climb, computed on a small grid, behind dark ground and sparks. */
export function fire(stage: Stage): Layer[] {
  const { width, height, setting } = stage;
  const { sky, light } = setting.palette;
  const ramp: Stop[] = [
    [0, rampAt(sky, 0)],
    [0.25, rampAt(sky, 0.25)],
    [0.5, rampAt(sky, 0.55)],
    [0.72, rampAt(sky, 0.85)],
    [0.88, rampAt(sky, 1)],
    [1, light],
  ];
  const seed = setting.seed;
  const flames = fieldLayer(stage, ramp, (view) => {
    const time = view.seconds * 0.75 * setting.pace;
    return (u, v) => {
      const low = v / (height / Math.max(width, height));
      const bend = noise2(u * 5, v * 4 + time * 1.6, seed) - 0.5;
      const tongues = noise2(u * 6.5 + bend * 1.3, v * 3.4 + time * 2.3, seed + 3);
      const licks = noise2(u * 15 + bend * 2, v * 8 + time * 4, seed + 5);
      const heat = tongues * 0.72 + licks * 0.28;
      return low ** 1.5 * 0.62 + (heat - 0.45) * (0.25 + low * 0.85);
    };
  });
  const ground = ridgeLayer(stage, {
    label: 'ash',
    depth: 1,
    baseY: height * 1.03,
    height: height * 0.2,
    wavelength: width * 0.3,
    octaves: 4,
    sharpness: 1,
  });
  return [flames, ground, embersLayer(stage, 120)];
}

/** A room after dark: the lights of the street out of focus behind a window, drops running down the glass. */
export function room(stage: Stage): Layer[] {
  const { width, height, unit, setting } = stage;
  const random = stageRandom(setting, 'window');
  const barX = width * random.between(0.3, 0.7);
  const frame: Layer = {
    draw(ctx, view) {
      ctx.fillStyle = setting.palette.near;
      const shift = -view.travelX * 0.9;
      ctx.fillRect(barX + shift, 0, unit * 15, height);
      ctx.fillRect(0, height * 0.9 - view.travelY, width, height * 0.14);
      ctx.fillStyle = withAlpha(setting.palette.light, 0.14);
      ctx.fillRect(barX + shift + unit * 15, 0, unit * 1.5, height * 0.9);
      ctx.fillRect(0, height * 0.9 - view.travelY, width, unit * 1.5);
    },
  };
  const drops: Layer = {
    draw(ctx, view) {
      ctx.fillStyle = withAlpha(setting.palette.light, 0.3);
      for (let i = 0; i < 90; i++) {
        const runs = i % 6 === 0;
        const life = runs ? view.seconds * (0.12 + 0.2 * unitHash(i, 141)) + unitHash(i, 142) : 0;
        const lap = Math.floor(life);
        const x = unitHash(i + lap * 57, setting.seed + 143) * width;
        const y = runs ? (life - lap) ** 1.4 * height * 1.1 : unitHash(i, setting.seed + 144) * height * 0.9;
        const radius = unit * (1.2 + 2.6 * unitHash(i, 145));
        ctx.beginPath();
        ctx.ellipse(x + Math.sin(y / (40 * unit)) * unit * 3, y, radius, radius * 1.3, 0, 0, Math.PI * 2);
        ctx.fill();
        if (runs)
          ctx.fillRect(x + Math.sin(y / (40 * unit)) * unit * 3 - radius * 0.3, y - unit * 46, radius * 0.6, unit * 46);
      }
    },
  };
  return [...lights(stage, 54), drops, frame];
}

/** Above the clouds: banks that pass below and beside us. */
export function clouds(stage: Stage): Layer[] {
  const { height, setting } = stage;
  const bank = (i: number): Layer =>
    cloudLayer(stage, {
      label: `sea ${i}`,
      y: height * (0.6 + i * 0.13),
      height: height * (0.26 + i * 0.07),
      count: 7,
      depth: 0.2 + i * 0.32,
      opacity: 0.95,
      speed: 7 + i * 11,
      flat: false,
    });
  const haze: Layer = {
    draw(ctx) {
      const fade = ctx.createLinearGradient(0, height * 0.55, 0, height);
      fade.addColorStop(0, withAlpha(mixHex(rampAt(setting.palette.sky, 1), setting.palette.light, 0.3), 0));
      fade.addColorStop(1, withAlpha(mixHex(rampAt(setting.palette.sky, 1), setting.palette.light, 0.3), 0.7));
      ctx.fillStyle = fade;
      ctx.fillRect(0, height * 0.5, stage.width, height * 0.5);
    },
  };
  return [...openSky(stage).slice(0, -1), bank(0), bank(1), haze, bank(2)];
}
