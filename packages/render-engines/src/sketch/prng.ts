/** A source of numbers that gives the same ones for the same seed, on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  wholeBetween(low: number, high: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** Another source that depends on this one's seed and the label alone, not on how many numbers were drawn. */
  fork(label: string): Random;
}

/** A 32-bit hash of a text (FNV-1a over UTF-16 units, then mixed). */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return mixBits(hash);
}

/** Spreads every bit of a number over all 32 (the finaliser of MurmurHash3, public domain). */
export function mixBits(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 up to 1 that belongs to a whole number and a seed. */
export function unitHash(n: number, seed: number): number {
  return mixBits(Math.imul(n | 0, 0x9e3779b1) ^ mixBits(seed)) / 4294967296;
}

/** mulberry32: small, fast, 32 bits of state. */
export function seededRandom(seed: number): Random {
  let state = mixBits(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    wholeBetween: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
    chance: (probability) => next() < probability,
    fork: (label) => seededRandom(hashText(label, seed)),
  };
}
