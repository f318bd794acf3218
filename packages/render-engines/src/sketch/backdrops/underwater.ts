import { mixHex, withAlpha } from '../colour.ts';
import { noise1 } from '../noise.ts';
import { unitHash } from '../prng.ts';
import { paintGradient } from './sky.ts';
import { ridgeLayer } from './ridges.ts';
import { atDepth, type Layer, prepared, type Stage, stageRandom } from './stage.ts';

/** Shafts of light from the surface, swaying and fading in and out. */
export function lightShaftsLayer(stage: Stage, options: { count: number; opacity: number; originY: number }): Layer {
  const { width, height, setting } = stage;
  const random = stageRandom(setting, 'shafts');
  const shaft = prepared(64, 256, (ctx) => {
    const across = ctx.createLinearGradient(0, 0, 64, 0);
    across.addColorStop(0, withAlpha(setting.palette.light, 0));
    across.addColorStop(0.5, withAlpha(setting.palette.light, 0.85));
    across.addColorStop(1, withAlpha(setting.palette.light, 0));
    ctx.fillStyle = across;
    ctx.fillRect(0, 0, 64, 256);
    ctx.globalCompositeOperation = 'destination-in';
    const down = ctx.createLinearGradient(0, 0, 0, 256);
    down.addColorStop(0, 'rgba(0,0,0,1)');
    down.addColorStop(1, 'rgba(0,0,0,0)');
    ctx.fillStyle = down;
    ctx.fillRect(0, 0, 64, 256);
  });
  const shafts = Array.from({ length: options.count }, (_, i) => ({
    x: (i + random.between(0.1, 0.9)) / options.count,
    wide: random.between(0.05, 0.17),
    phase: random.between(0, 9),
    long: random.between(0.7, 1.15),
  }));
  const source = stage.light.x / width;
  return {
    draw(ctx, view) {
      ctx.globalCompositeOperation = 'screen';
      for (const ray of shafts) {
        const sway = (noise1(view.seconds * 0.23 + ray.phase, setting.seed) - 0.5) * 0.16;
        const strength = noise1(view.seconds * 0.5 + ray.phase * 3, setting.seed + 4);
        ctx.save();
        ctx.translate((ray.x + sway * 0.5) * width, options.originY);
        ctx.rotate((source - ray.x) * 0.5 + sway * 0.6);
        ctx.globalAlpha = options.opacity * (0.25 + 0.75 * strength);
        const wide = ray.wide * width;
        ctx.drawImage(shaft, -wide / 2, 0, wide, height * ray.long * 1.1);
        ctx.restore();
      }
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

/** Bubbles and motes that rise. */
function bubblesLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  return {
    draw(ctx, view) {
      ctx.strokeStyle = withAlpha(setting.palette.light, 0.7);
      ctx.fillStyle = withAlpha(setting.palette.light, 0.5);
      const span = height * 1.2;
      for (let i = 0; i < 90; i++) {
        const isMote = i % 5 !== 0;
        const speed = unit * (isMote ? 6 : 40 + 50 * unitHash(i, 111));
        const risen = unitHash(i, setting.seed + 112) * span + view.seconds * speed;
        const lap = Math.floor(risen / span);
        const y = height * 1.1 - (risen - lap * span);
        const x =
          unitHash(i + lap * 83, setting.seed + 113) * width +
          Math.sin(view.seconds * (isMote ? 0.5 : 2.2) + i) * unit * 9;
        const radius = unit * (isMote ? 0.7 + 1.2 * unitHash(i, 114) : 2 + 5 * unitHash(i, 114) ** 2);
        ctx.beginPath();
        ctx.arc(x, y, radius, 0, Math.PI * 2);
        ctx.globalAlpha = isMote ? 0.5 : 0.6;
        if (isMote) ctx.fill();
        else {
          ctx.lineWidth = unit * 0.9;
          ctx.stroke();
        }
      }
      ctx.globalAlpha = 1;
    },
  };
}

/** Long weed from the ground, moved by the swell. */
function kelpLayer(stage: Stage, depth: number, count: number): Layer {
  const { width, height, unit, setting, margin } = stage;
  const random = stageRandom(setting, `kelp ${depth}`);
  const tone = mixHex(
    setting.palette.near,
    setting.palette.sky[2]?.[1] ?? setting.palette.near,
    depth < 1 ? 0.55 : 0.16,
  );
  const stems = Array.from({ length: count }, () => ({
    x: random.between(-margin, width + margin),
    tall: height * random.between(0.16, 0.46) * (0.6 + depth * 0.4),
    phase: random.between(0, 9),
    thick: unit * random.between(7, 12) * depth,
  }));
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, depth, () => {
        ctx.fillStyle = tone;
        for (const stem of stems) {
          const swing = (share: number): number =>
            Math.sin(view.seconds * 0.9 * setting.pace + stem.phase - share * 2.6) * share ** 1.4 * unit * 42;
          ctx.beginPath();
          const foot = height * 1.04;
          const steps = 12;
          for (let i = 0; i <= steps; i++) {
            const share = i / steps;
            const wave = (1 - share) ** 0.6 * (0.75 + 0.5 * Math.sin(share * 24 + stem.phase));
            ctx.lineTo(stem.x + swing(share) - stem.thick * wave, foot - stem.tall * share);
          }
          for (let i = steps; i >= 0; i--) {
            const share = i / steps;
            const wave = (1 - share) ** 0.6 * (0.75 + 0.5 * Math.sin(share * 24 + stem.phase + 2.6));
            ctx.lineTo(stem.x + swing(share) + stem.thick * wave, foot - stem.tall * share);
          }
          ctx.fill();
        }
      });
    },
  };
}

/** A school of small fish that turn together. */
function schoolLayer(stage: Stage): Layer {
  const { width, height, unit, setting } = stage;
  const random = stageRandom(setting, 'school');
  const middleY = height * random.between(0.3, 0.6);
  const side = random.chance(0.5) ? 1 : -1;
  return {
    draw(ctx, view) {
      ctx.fillStyle = withAlpha(setting.palette.near, 0.62);
      const span = width * 1.7;
      ctx.beginPath();
      for (let i = 0; i < 54; i++) {
        const along = (unitHash(i, setting.seed + 121) - 0.5) * width * 0.42;
        const across = (unitHash(i, setting.seed + 122) - 0.5) * height * 0.24;
        const raw =
          span * 0.35 + view.seconds * unit * 46 * setting.pace + along + Math.sin(view.seconds * 0.8 + i) * 8 * unit;
        const lead = (((raw % span) + span) % span) - width * 0.35;
        const x = side > 0 ? lead : width - lead;
        const y = middleY + across + Math.sin(lead / (width * 0.16) + view.seconds * 0.5) * height * 0.06;
        const size = unit * (4.5 + 4 * unitHash(i, 123)) * side;
        const tail = Math.sin(view.seconds * 9 + i) * size * 0.22;
        ctx.moveTo(x + size, y);
        ctx.quadraticCurveTo(x, y - Math.abs(size) * 0.45, x - size * 0.7, y);
        ctx.lineTo(x - size * 1.3, y - Math.abs(size) * 0.34 + tail);
        ctx.lineTo(x - size * 1.3, y + Math.abs(size) * 0.34 + tail);
        ctx.lineTo(x - size * 0.7, y);
        ctx.quadraticCurveTo(x, y + Math.abs(size) * 0.45, x + size, y);
      }
      ctx.fill();
    },
  };
}

export function underwater(stage: Stage): Layer[] {
  const { width, height, setting } = stage;
  const spill = {
    x: stage.light.x,
    y: -height * 0.05,
    radius: width * 0.5,
    colour: setting.palette.light,
    strength: 0.6,
  };
  const water = paintGradient(width, height, setting.palette.sky, height, [spill], setting.seed);
  const rock = (label: string, depth: number, tall: number): Layer =>
    ridgeLayer(stage, {
      label,
      depth,
      baseY: height * 1.02,
      height: height * tall,
      wavelength: width * 0.26,
      octaves: 4,
      sharpness: 1,
    });
  return [
    { draw: (ctx) => ctx.drawImage(water, 0, 0) },
    lightShaftsLayer(stage, { count: 9, opacity: 0.38, originY: -height * 0.06 }),
    schoolLayer(stage),
    rock('reef far', 0.35, 0.34),
    kelpLayer(stage, 0.6, 16),
    rock('reef near', 0.9, 0.18),
    kelpLayer(stage, 1.1, 9),
    bubblesLayer(stage),
  ];
}
