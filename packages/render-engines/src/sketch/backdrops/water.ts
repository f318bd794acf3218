import { adjustHex, mixHex, rampAt, type Stop, withAlpha } from '../colour.ts';
import { paintGradient } from './sky.ts';
import { atDepth, horizonColour, type Layer, type Stage, stageRandom } from './stage.ts';

/** The colours of water from the horizon down: the sky upside down, darkened towards us. */
function waterRamp(stage: Stage): readonly Stop[] {
  const { sky, near } = stage.setting.palette;
  const at = (place: number, dark: number): string => mixHex(rampAt(sky, 1 - place * 0.75), near, dark);
  return [
    [0, mixHex(horizonColour(stage), at(0, 0.1), 0.6)],
    [0.12, at(0.25, 0.2)],
    [0.45, at(0.6, 0.4)],
    [1, at(1, 0.68)],
  ];
}

interface Glint {
  readonly x: number;
  readonly y: number;
  readonly length: number;
  readonly thickness: number;
  readonly strength: number;
  readonly phase: number;
  readonly rate: number;
}

/** Open water: a mirrored sky, a path of light under the sun or moon, and glints that come and go. */
export function waterLayer(stage: Stage): Layer {
  const { width, height, horizon, unit, setting, light, margin } = stage;
  const random = stageRandom(setting, 'water');
  const depth = height - horizon;
  const spill = { x: light.x, y: 0, radius: width * 0.34, colour: setting.palette.light, strength: 0.42 };
  const body = paintGradient(width, Math.ceil(depth) + 2, waterRamp(stage), depth, [spill], setting.seed + 1);
  const glints: Glint[] = Array.from({ length: 330 }, () => {
    const near = random.next();
    const y = horizon + depth * near ** 1.7;
    const inPath = random.chance(0.62);
    const spread = width * (0.018 + 0.13 * near);
    const x = inPath
      ? light.x + (random.next() + random.next() - 1) * spread * 1.6
      : random.between(-margin * 0.5, width + margin * 0.5);
    return {
      x,
      y,
      length: unit * (5 + 52 * near * random.between(0.5, 1)),
      thickness: Math.max(0.7, unit * (0.7 + 2.2 * near)),
      strength: (inPath ? 1 : 0.3) * random.between(0.45, 1),
      phase: random.between(0, Math.PI * 2),
      rate: random.between(0.8, 2.1) * setting.pace,
    };
  });
  return {
    draw(ctx, view) {
      ctx.drawImage(body, 0, Math.floor(horizon));
      atDepth(ctx, stage, view, 0.25, () => {
        ctx.globalCompositeOperation = 'screen';
        ctx.fillStyle = setting.palette.light;
        for (const glint of glints) {
          const shine = Math.sin(glint.phase + view.seconds * glint.rate * 2.2);
          if (shine <= 0.05) continue;
          const sway = Math.sin(view.seconds * 0.8 + glint.phase * 3) * glint.length * 0.25;
          const length = glint.length * (0.5 + 0.5 * shine);
          ctx.globalAlpha = glint.strength * shine * shine * 0.85;
          ctx.fillRect(glint.x - length / 2 + sway, glint.y, length, glint.thickness);
        }
      });
    },
  };
}

/** The height of the swell at a place and time, for what floats on it. Pixels, positive is up. */
export function swellAt(stage: Stage, x: number, seconds: number, scale: number): number {
  const speed = 0.9 * stage.setting.pace;
  const k = (Math.PI * 2) / (stage.width * 0.42 * scale);
  return (
    stage.unit *
    7 *
    scale *
    (stage.setting.weather.includes('storm') ? 2.4 : 1) *
    (Math.sin(x * k + seconds * speed) * 0.6 +
      Math.sin(x * k * 2.3 - seconds * speed * 1.3 + 1.7) * 0.25 +
      Math.sin(x * k * 0.43 + seconds * speed * 0.6) * 0.5)
  );
}

/** Waves that roll across in front: each a crest with light on it. */
export function wavesLayer(stage: Stage, from: number, count: number): Layer {
  const { width, height, horizon, unit, setting, margin } = stage;
  const depth = height - horizon;
  const bands = Array.from({ length: count }, (_, i) => {
    const share = from + ((1 - from) * (i + 0.55)) / count;
    return {
      baseY: horizon + depth * share,
      scale: 0.5 + share * 1.1,
      nearness: share,
      colour: mixHex(rampAt(waterRamp(stage), share * 0.9), setting.palette.near, 0.25 + 0.5 * share),
      shift: i * 137,
    };
  });
  return {
    draw(ctx, view) {
      for (const band of bands) {
        atDepth(ctx, stage, view, 0.3 + band.nearness * 0.7, () => {
          const crest = (x: number): number =>
            band.baseY - swellAt(stage, x + band.shift * unit, view.seconds, band.scale);
          const step = 14 * unit;
          const line = (): void => {
            for (let x = -margin; x <= width + margin + step; x += step) ctx.lineTo(x, crest(x));
          };
          const fill = ctx.createLinearGradient(0, band.baseY - 14 * unit * band.scale, 0, band.baseY + depth * 0.3);
          fill.addColorStop(0, withAlpha(adjustHex(band.colour, { lightness: 1.18 }), 0.86));
          fill.addColorStop(0.35, withAlpha(band.colour, 0.8));
          fill.addColorStop(1, withAlpha(band.colour, 0.1));
          ctx.fillStyle = fill;
          ctx.beginPath();
          ctx.moveTo(-margin, band.baseY + depth * 0.32);
          line();
          ctx.lineTo(width + margin, band.baseY + depth * 0.32);
          ctx.closePath();
          ctx.fill();
          ctx.strokeStyle = withAlpha(setting.palette.light, 0.12 + 0.16 * band.nearness);
          ctx.lineWidth = unit * (0.6 + band.nearness);
          ctx.beginPath();
          line();
          ctx.stroke();
        });
      }
    },
  };
}
