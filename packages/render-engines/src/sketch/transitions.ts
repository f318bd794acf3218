import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { clamp01, easeInOut, smoothStep } from './easing.ts';
import { noise2 } from './noise.ts';
import type { TransitionStyle } from './plan/sketch-plan.ts';
import { seededRandom } from './prng.ts';

/** Draws a frame in which one scene takes over from another. */
export interface Transition {
  /** @param share 0 only the old scene, 1 only the new one */
  draw(
    ctx: SKRSContext2D,
    share: number,
    drawOld: (ctx: SKRSContext2D) => void,
    drawNew: (ctx: SKRSContext2D) => void,
  ): void;
}

export function createTransition(style: TransitionStyle, width: number, height: number, seed: number): Transition {
  const random = seededRandom(seed);
  switch (style) {
    case 'dissolve':
    case 'cut':
      return masked(width, height, null);
    case 'wipe': {
      const angle = random.pick([0, Math.PI, Math.PI / 2, -0.5, Math.PI + 0.5]);
      return masked(
        width,
        height,
        (u, v) => 0.5 + (u - 0.5) * Math.cos(angle) + (v - 0.5) * Math.sin(angle) * 0.8,
        0.12,
      );
    }
    case 'ink': {
      const scale = random.between(2.2, 3.4);
      const from = { x: random.between(0.2, 0.8), y: random.between(0.2, 0.8) };
      const orderAt = (u: number, v: number): number => {
        // Bent by noise of its own, so that the drops run and do not show the grid they are made of.
        const bend = noise2(u * scale * 1.7, v * scale * 1.7, seed + 3) * 0.9;
        const drops = noise2(u * scale + bend, v * scale + bend, seed) * 0.75;
        return (
          drops +
          noise2(u * scale * 3 + bend * 2, v * scale * 3, seed + 1) * 0.2 +
          Math.hypot(u - from.x, v - from.y) * 0.4
        );
      };
      return masked(width, height, orderAt, 0.24);
    }
    case 'iris':
      return iris(width, height);
    case 'push':
      return push(width, height, random.chance(0.6) ? 'x' : 'y', random.chance(0.5) ? 1 : -1);
  }
}

/** The new scene through a mask that opens where `orderAt` is low first; without one it dissolves. */
function masked(
  width: number,
  height: number,
  orderAt: ((u: number, v: number) => number) | null,
  softness = 0.1,
): Transition {
  const incoming = createCanvas(width, height);
  const pen = incoming.getContext('2d');
  const columns = 128;
  const rows = Math.max(8, Math.round((columns * height) / width));
  const mask: Canvas = createCanvas(columns, rows);
  const maskPen = mask.getContext('2d');
  const image = maskPen.createImageData(columns, rows);
  const order = orderAt === null ? null : stretched(columns, rows, orderAt);
  return {
    draw(ctx, share, drawOld, drawNew) {
      drawOld(ctx);
      const t = easeInOut(clamp01(share));
      pen.globalCompositeOperation = 'source-over';
      pen.globalAlpha = 1;
      drawNew(pen);
      if (order === null) {
        ctx.globalAlpha = smoothStep(share);
        ctx.drawImage(incoming, 0, 0);
        ctx.globalAlpha = 1;
        return;
      }
      const edge = t * (1 + softness) - softness;
      order.forEach((value, i) => {
        image.data[i * 4 + 3] = 255 * (1 - smoothStep((value - edge) / softness));
      });
      maskPen.putImageData(image, 0, 0);
      pen.globalCompositeOperation = 'destination-in';
      pen.imageSmoothingQuality = 'medium';
      pen.drawImage(mask, 0, 0, width, height);
      ctx.drawImage(incoming, 0, 0);
    },
  };
}

/** The order over the grid, stretched so that its lowest value is 0 and its highest 1. */
function stretched(columns: number, rows: number, orderAt: (u: number, v: number) => number): Float64Array {
  const values = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++)
      values[y * columns + x] = orderAt(
        (x + 0.5) / columns,
        ((y + 0.5) / rows) * (rows / columns) + 0.5 * (1 - rows / columns),
      );
  }
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return values.map((value) => (value - low) / Math.max(1e-9, high - low));
}

function iris(width: number, height: number): Transition {
  const full = Math.hypot(width, height) / 2 + 2;
  return {
    draw(ctx, share, drawOld, drawNew) {
      drawOld(ctx);
      ctx.save();
      ctx.beginPath();
      ctx.arc(width / 2, height / 2, Math.max(0.01, full * easeInOut(clamp01(share))), 0, Math.PI * 2);
      ctx.clip();
      drawNew(ctx);
      ctx.restore();
    },
  };
}

function push(width: number, height: number, axis: 'x' | 'y', side: 1 | -1): Transition {
  return {
    draw(ctx, share, drawOld, drawNew) {
      const t = easeInOut(clamp01(share));
      const length = axis === 'x' ? width : height;
      const move = (distance: number, draw: (ctx: SKRSContext2D) => void): void => {
        ctx.save();
        ctx.beginPath();
        ctx.translate(axis === 'x' ? distance : 0, axis === 'y' ? distance : 0);
        ctx.rect(0, 0, width, height);
        ctx.clip();
        draw(ctx);
        ctx.restore();
      };
      // The old scene gives way more slowly than the new one comes: it slides under it.
      move(-side * t * length * 0.45, drawOld);
      move(side * (1 - t) * length, drawNew);
    },
  };
}
