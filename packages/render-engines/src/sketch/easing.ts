/** Holds a number between 0 and 1. */
export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** How far `value` is on its way from `start` to `end`, 0 to 1. */
export function progressBetween(value: number, start: number, end: number): number {
  return end <= start ? (value >= end ? 1 : 0) : clamp01((value - start) / (end - start));
}

export function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
}

/** Quick start, long settle: for what arrives. */
export function easeOutQuint(t: number): number {
  return 1 - (1 - t) ** 5;
}

export function easeOutCubic(t: number): number {
  return 1 - (1 - t) ** 3;
}

export function easeInCubic(t: number): number {
  return t * t * t;
}

/** Nearly steady, softened at both ends: for a camera. */
export function easeCamera(t: number): number {
  const soft = t * t * (3 - 2 * t);
  return t * 0.72 + soft * 0.28;
}

export function smoothStep(t: number): number {
  const held = clamp01(t);
  return held * held * (3 - 2 * held);
}
