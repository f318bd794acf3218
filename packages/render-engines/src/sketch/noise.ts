import { unitHash } from './prng.ts';

function smooth(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

/** Smooth noise along a line, 0 to 1; neighbours one unit apart are unrelated. */
export function noise1(x: number, seed: number): number {
  const cell = Math.floor(x);
  const t = smooth(x - cell);
  return unitHash(cell, seed) * (1 - t) + unitHash(cell + 1, seed) * t;
}

/** Smooth noise over a plane, 0 to 1. */
export function noise2(x: number, y: number, seed: number): number {
  const cx = Math.floor(x);
  const cy = Math.floor(y);
  const tx = smooth(x - cx);
  const ty = smooth(y - cy);
  const corner = (ix: number, iy: number): number => unitHash(ix + Math.imul(iy, 7919), seed);
  const top = corner(cx, cy) * (1 - tx) + corner(cx + 1, cy) * tx;
  const bottom = corner(cx, cy + 1) * (1 - tx) + corner(cx + 1, cy + 1) * tx;
  return top * (1 - ty) + bottom * ty;
}

/** Layers of noise1, each twice as fine and half as strong, 0 to 1. */
export function fractal1(x: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0;
  let share = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += noise1(x * 2 ** octave, seed + octave * 101) * share;
    weight += share;
    share *= 0.5;
  }
  return sum / weight;
}

/** Layers of noise2, each twice as fine and half as strong, 0 to 1. */
export function fractal2(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 0;
  let share = 1;
  for (let octave = 0; octave < octaves; octave++) {
    const scale = 2 ** octave;
    sum += noise2(x * scale, y * scale, seed + octave * 101) * share;
    weight += share;
    share *= 0.5;
  }
  return sum / weight;
}
