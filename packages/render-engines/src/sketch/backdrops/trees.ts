import type { SKRSContext2D } from '@napi-rs/canvas';
import { mixHex } from '../colour.ts';
import type { Random } from '../prng.ts';
import { atDepth, horizonColour, type Layer, prepared, type Stage, stageRandom } from './stage.ts';
import { groundColour, landColour } from './ridges.ts';

/** A pine as a silhouette: boughs that hang a little, each pair unlike the last. */
export function drawPine(ctx: SKRSContext2D, x: number, foot: number, height: number, random: Random): void {
  const halfWidth = height * random.between(0.15, 0.21);
  const tiers = 9 + Math.floor(random.next() * 4);
  ctx.beginPath();
  ctx.moveTo(x, foot - height);
  for (let side = 1; side >= -1; side -= 2) {
    for (let step = 1; step <= tiers; step++) {
      const tier = side === 1 ? step : tiers + 1 - step;
      const share = tier / tiers;
      const reach = halfWidth * share ** 0.82 * random.between(0.72, 1.12);
      const y = foot - height * (1 - share * 0.93);
      const inner = { x: x + side * reach * 0.34, y: y - height * 0.015 };
      const tip = { x: x + side * reach, y: y + height * 0.012 };
      if (side === 1) {
        ctx.lineTo(tip.x, tip.y);
        ctx.lineTo(inner.x, inner.y);
      } else {
        ctx.lineTo(inner.x, inner.y);
        ctx.lineTo(tip.x, tip.y);
      }
    }
    if (side === 1) {
      ctx.lineTo(x + height * 0.012, foot);
      ctx.lineTo(x - height * 0.012, foot);
    }
  }
  ctx.closePath();
  ctx.fill();
}

/** A broad-leaved tree: a trunk that forks and a crown of overlapping rounds. */
export function drawBroadTree(ctx: SKRSContext2D, x: number, foot: number, height: number, random: Random): void {
  const crownY = foot - height * 0.66;
  ctx.lineCap = 'round';
  ctx.lineWidth = height * 0.045;
  ctx.beginPath();
  ctx.moveTo(x, foot);
  ctx.quadraticCurveTo(x + height * random.between(-0.03, 0.03), foot - height * 0.3, x + height * 0.02, crownY);
  ctx.moveTo(x, foot - height * 0.34);
  ctx.lineTo(x - height * 0.14, crownY);
  ctx.moveTo(x, foot - height * 0.28);
  ctx.lineTo(x + height * 0.16, crownY + height * 0.04);
  ctx.stroke();
  ctx.beginPath();
  for (let i = 0; i < 26; i++) {
    const angle = random.between(0, Math.PI * 2);
    const reach = Math.sqrt(random.next());
    const px = x + Math.cos(angle) * reach * height * 0.31;
    const py = crownY + Math.sin(angle) * reach * height * 0.25;
    const radius = height * random.between(0.06, 0.12);
    ctx.moveTo(px + radius, py);
    ctx.arc(px, py, radius, 0, Math.PI * 2);
  }
  ctx.fill();
}

/** A row of trees as one strip. Far rows are pale, small and many. */
export function treeRow(
  stage: Stage,
  options: { label: string; depth: number; foot: number; height: number; spacing: number; kind: 'pine' | 'broad' },
): Layer {
  const { width, height, margin } = stage;
  const random = stageRandom(stage.setting, `trees ${options.label}`);
  const stripWidth = width + margin * 2;
  const top = Math.max(0, options.foot - options.height * 1.5);
  const colour = landColour(stage, options.depth);
  const strip = prepared(stripWidth, height * 1.1 - top, (ctx) => {
    ctx.translate(0, -top);
    const fade = ctx.createLinearGradient(0, options.foot - options.height, 0, options.foot + options.height * 0.15);
    fade.addColorStop(0, colour);
    fade.addColorStop(1, mixHex(colour, horizonColour(stage), 0.5 * (1 - options.depth)));
    ctx.fillStyle = fade;
    ctx.strokeStyle = fade;
    for (let x = -options.spacing; x < stripWidth + options.spacing; x += options.spacing * random.between(0.45, 1.5)) {
      const tall = options.height * random.between(0.55, 1.2);
      const foot = options.foot + options.height * random.between(0, 0.08);
      if (options.kind === 'pine') drawPine(ctx, x, foot, tall, random);
      else drawBroadTree(ctx, x, foot, tall, random);
    }
    const ground = ctx.createLinearGradient(0, options.foot, 0, options.foot + options.height * 0.6);
    ground.addColorStop(0, mixHex(groundColour(stage, options.depth), horizonColour(stage), 0.5 * (1 - options.depth)));
    ground.addColorStop(1, groundColour(stage, options.depth));
    ctx.fillStyle = ground;
    ctx.fillRect(0, options.foot, stripWidth, height * 1.1 - options.foot);
  });
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, options.depth, () => ctx.drawImage(strip, -margin, top));
    },
  };
}

/** Trunks close to the camera that pass by at the sides. */
export function nearTrunks(stage: Stage): Layer {
  const { width, height, margin, setting, unit } = stage;
  const random = stageRandom(setting, 'trunks');
  const strip = prepared(width + margin * 2, height * 1.1, (ctx) => {
    ctx.fillStyle = setting.palette.near;
    ctx.strokeStyle = setting.palette.near;
    for (const side of [0, 1]) {
      for (let i = 0; i < 2; i++) {
        const x = margin + (side === 0 ? random.between(-0.08, 0.09) : random.between(0.91, 1.08)) * width;
        const thick = unit * random.between(14, 34);
        ctx.beginPath();
        ctx.moveTo(x - thick * 0.4, 0);
        ctx.lineTo(x + thick * 0.4, 0);
        ctx.quadraticCurveTo(x + thick * 0.45, height * 0.7, x + thick * 0.8, height * 1.1);
        ctx.lineTo(x - thick * 0.8, height * 1.1);
        ctx.quadraticCurveTo(x - thick * 0.45, height * 0.7, x - thick * 0.4, 0);
        ctx.fill();
        for (let bough = 0; bough < 4; bough++) {
          const y = height * random.between(0.02, 0.5);
          const reach = (random.chance(0.5) ? 1 : -1) * unit * random.between(40, 120);
          ctx.lineWidth = unit * random.between(2, 5);
          ctx.beginPath();
          ctx.moveTo(x, y);
          ctx.quadraticCurveTo(x + reach * 0.5, y - unit * 6, x + reach, y + unit * random.between(4, 30));
          ctx.stroke();
        }
      }
    }
  });
  return {
    draw(ctx, view) {
      atDepth(ctx, stage, view, 1.35, () => ctx.drawImage(strip, -margin, -height * 0.05));
    },
  };
}
