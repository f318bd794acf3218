import { adjustHex, mixHex, withAlpha } from '../colour.ts';
import { noise1 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** One dune: a long crest line, lit on one side and in shadow on the other. */
export function duneLayer(
  stage: Stage,
  options: { label: string; depth: number; baseY: number; height: number },
): Layer {
  const { width, height, margin, setting, unit, light } = stage;
  const random = stageRandom(setting, `dune ${options.label}`);
  const seed = random.wholeBetween(0, 1e9);
  const stripWidth = width + margin * 2;
  const wavelength = width * random.between(0.3, 0.48) * (0.5 + options.depth * 0.7);
  const crest = (x: number): number => {
    const n = noise1(x / wavelength, seed);
    // Wind piles sand up slowly and drops it quickly: crests lean.
    const leaned = n ** 1.6 * 0.85 + noise1(x / (wavelength * 2.7), seed + 3) * 0.15;
    return options.baseY - options.height * leaned;
  };
  const sand = mixHex(
    mixHex(setting.palette.near, setting.palette.light, 0.32),
    horizonColour(stage),
    0.25 + (1 - options.depth) * 0.6,
  );
  const litSide = adjustHex(mixHex(sand, setting.palette.light, 0.24), { lightness: 1.05 });
  const shadeSide = mixHex(sand, setting.palette.near, 0.5 + options.depth * 0.26);
  const top = Math.max(0, Math.floor(options.baseY - options.height * 1.2));
  const strip = prepared(stripWidth, height * 1.12 - top, (ctx) => {
    ctx.translate(0, -top);
    const outline = (): void => {
      ctx.beginPath();
      ctx.moveTo(0, height * 1.2);
      for (let x = 0; x <= stripWidth + 2; x += 3) ctx.lineTo(x, crest(x));
      ctx.lineTo(stripWidth, height * 1.2);
      ctx.closePath();
    };
    outline();
    const body = ctx.createLinearGradient(0, options.baseY - options.height, 0, options.baseY + height * 0.22);
    body.addColorStop(0, litSide);
    body.addColorStop(1, mixHex(sand, setting.palette.near, 0.25 + options.depth * 0.4));
    ctx.fillStyle = body;
    ctx.fill();
    ctx.save();
    outline();
    ctx.clip();
    // The far side of each crest lies in shadow, with a soft lower edge.
    const side = light.x < width / 2 ? 1 : -1;
    for (let x = 0; x < stripWidth; x += 2) {
      const slope = (crest(x + 6) - crest(x - 6)) / 12;
      const shade = Math.min(1, Math.max(0, slope * side * 4.2));
      if (shade <= 0) continue;
      const depthOfShade = options.height * 0.9 * shade;
      const y = crest(x);
      const fade = ctx.createLinearGradient(0, y, 0, y + depthOfShade);
      fade.addColorStop(0, withAlpha(shadeSide, 0.9 * Math.min(1, shade * 2)));
      fade.addColorStop(1, withAlpha(shadeSide, 0));
      ctx.fillStyle = fade;
      ctx.fillRect(x, y, 2.6, depthOfShade);
    }
    // Ripples, following the slope.
    ctx.strokeStyle = withAlpha(shadeSide, 0.3 * options.depth);
    ctx.lineWidth = unit * 1.2;
    for (let i = 1; i < 12; i++) {
      ctx.beginPath();
      for (let x = 0; x <= stripWidth; x += 8)
        ctx.lineTo(x, crest(x + i * 16) + i * options.height * 0.12 + Math.sin(x / (30 * unit) + i) * 1.6 * unit);
      ctx.stroke();
    }
    ctx.restore();
  });
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, options.depth, () => ctx.drawImage(strip, -margin, top));
    },
  };
}

/** Sand blown along the ground in streaks. */
export function blownSandLayer(stage: Stage): Layer {
  const { width, height, horizon, unit, setting } = stage;
  const side = stageRandom(setting, 'sand').chance(0.5) ? 1 : -1;
  return {
    draw(ctx, view) {
      ctx.strokeStyle = withAlpha(setting.palette.light, 0.5);
      ctx.lineCap = 'round';
      const span = width * 1.5;
      for (let group = 0; group < 3; group++) {
        ctx.lineWidth = unit * (0.8 + group * 0.5);
        ctx.globalAlpha = 0.6 - group * 0.1;
        ctx.beginPath();
        for (let i = 0; i < 40; i++) {
          const key = i + group * 100;
          const y = horizon + (height - horizon) * unitHash(key, setting.seed + 81) * 1.05;
          const raw =
            unitHash(key, setting.seed + 82) * span +
            side * view.seconds * unit * (150 + 220 * unitHash(key, 83)) * setting.pace;
          const x = (((raw % span) + span) % span) - width * 0.25;
          const length = unit * (14 + 60 * unitHash(key, 84));
          const lift = Math.sin(view.seconds * 2 + key) * 3 * unit;
          ctx.moveTo(x, y + lift);
          ctx.quadraticCurveTo(x + length * 0.5, y + lift - 4 * unit, x + length, y + lift);
        }
        ctx.stroke();
      }
      ctx.globalAlpha = 1;
    },
  };
}
