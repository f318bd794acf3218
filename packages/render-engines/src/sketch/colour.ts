import { clamp01, mix } from './easing.ts';

/** Red, green, blue, 0 to 255, sRGB. */
export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function toHex(colour: Rgb): string {
  return `#${colour
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** A CSS colour with an opacity, 0 to 1. */
export function withAlpha(hex: string, alpha: number): string {
  const [r, g, b] = parseHex(hex);
  return `rgba(${r},${g},${b},${alpha.toFixed(4)})`;
}

type Lab = readonly [number, number, number];

function toLinear(part: number): number {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(part: number): number {
  const held = clamp01(part);
  return 255 * (held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055);
}

/** OKLab (Björn Ottosson, 2020): mixing in it keeps colours clean where sRGB turns them grey. */
export function toOklab([r, g, b]: Rgb): Lab {
  const lr = toLinear(r);
  const lg = toLinear(g);
  const lb = toLinear(b);
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromOklab([lightness, a, b]: Lab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    fromLinear(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    fromLinear(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    fromLinear(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** A colour between two, `share` of the way, in OKLab. */
export function mixHex(from: string, to: string, share: number): string {
  const a = toOklab(parseHex(from));
  const b = toOklab(parseHex(to));
  return toHex(fromOklab([mix(a[0], b[0], share), mix(a[1], b[1], share), mix(a[2], b[2], share)]));
}

/** The same colour with its lightness (0 to 1) and colourfulness multiplied, and its hue turned (radians). */
export function adjustHex(hex: string, change: { lightness?: number; chroma?: number; turn?: number }): string {
  const [l, a, b] = toOklab(parseHex(hex));
  const chroma = Math.hypot(a, b) * (change.chroma ?? 1);
  const hue = Math.atan2(b, a) + (change.turn ?? 0);
  return toHex(fromOklab([clamp01(l * (change.lightness ?? 1)), chroma * Math.cos(hue), chroma * Math.sin(hue)]));
}

/** A stop of a ramp: where (0 to 1) and which colour. */
export type Stop = readonly [number, string];

/** The colour of a ramp at a place, mixed in OKLab. */
export function rampAt(stops: readonly Stop[], place: number): string {
  let before = stops[0];
  if (before === undefined) return '#000000';
  for (const stop of stops) {
    if (place <= stop[0]) {
      const span = stop[0] - before[0];
      return span <= 0 ? stop[1] : mixHex(before[1], stop[1], (place - before[0]) / span);
    }
    before = stop;
  }
  return before[1];
}

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
export function luminance([r, g, b]: Rgb): number {
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
}

/** Contrast of two luminances as WCAG 2 defines it, 1 to 21. */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
