import { clamp01, easeInCubic, easeOutCubic, easeOutQuint } from '../easing.ts';
import type { Entrance } from '../plan/sketch-plan.ts';

/** How a word is drawn at a moment, relative to its place. Lengths are in shares of the type size. */
export interface WordPose {
  readonly alpha: number;
  readonly dx: number;
  readonly dy: number;
  readonly scale: number;
  /** How much of the word's line box is open: rising words come out of it. */
  readonly clipsToLine: boolean;
  /** Share of the word shown in reading direction, 1 is all. */
  readonly revealed: number;
  /** 1 out of focus, 0 sharp. */
  readonly blur: number;
}

const settled: WordPose = { alpha: 1, dx: 0, dy: 0, scale: 1, clipsToLine: false, revealed: 1, blur: 0 };

/** When a block of type comes and goes, seconds in its scene. */
export interface TypeTiming {
  readonly startSeconds: number;
  /** When it has gone; infinity where it stays. */
  readonly endSeconds: number;
}

const exitSeconds = 0.32;

/** How long one word takes to arrive, and the time between the starts of two words, so that all fit into `budget`. */
export function paceOfWords(wordCount: number, budgetSeconds: number): { wordSeconds: number; staggerSeconds: number } {
  const wordSeconds = Math.min(0.75, budgetSeconds * 0.7);
  const staggerSeconds = wordCount < 2 ? 0 : Math.min(0.11, (budgetSeconds - wordSeconds) / (wordCount - 1));
  return { wordSeconds, staggerSeconds };
}

/**
 * The pose of one word.
 * @param fromCentre where the word stands, -1 left edge of the block to 1 right edge
 */
export function wordPose(
  style: Entrance,
  wordIndex: number,
  wordCount: number,
  fromCentre: number,
  seconds: number,
  timing: TypeTiming,
): WordPose {
  const budget = Math.max(0.25, Math.min(1.7, (timing.endSeconds - timing.startSeconds) * 0.45));
  const { wordSeconds, staggerSeconds } = paceOfWords(wordCount, budget);
  const t = clamp01((seconds - timing.startSeconds - wordIndex * staggerSeconds) / wordSeconds);
  const leaving = easeInCubic(clamp01((seconds - (timing.endSeconds - exitSeconds)) / exitSeconds));
  const arrived = t >= 1 ? settled : arriving(style, t, fromCentre);
  return { ...arrived, alpha: arrived.alpha * (1 - leaving), dy: arrived.dy - leaving * 0.12 };
}

function arriving(style: Entrance, t: number, fromCentre: number): WordPose {
  const out = easeOutQuint(t);
  switch (style) {
    case 'rise':
      return { ...settled, alpha: clamp01(t * 4), dy: (1 - out) * 1.15, clipsToLine: true };
    case 'fade':
      return { ...settled, alpha: easeOutCubic(t), dy: (1 - easeOutCubic(t)) * 0.28 };
    case 'focus':
      return { ...settled, alpha: clamp01(t * 1.6), scale: 1 + (1 - out) * 0.07, blur: 1 - easeOutCubic(t) };
    case 'reveal':
      return { ...settled, alpha: clamp01(t * 3), revealed: easeOutCubic(t), dx: (1 - out) * 0.16 };
    case 'gather':
      return { ...settled, alpha: easeOutCubic(t), dx: fromCentre * (1 - out) * 0.85 };
  }
}

/** How present the whole block is, for what belongs to it as a whole: its shade and its rule. */
export function blockPresence(seconds: number, timing: TypeTiming): number {
  const came = easeOutCubic(clamp01((seconds - timing.startSeconds) / 0.7));
  const left = clamp01((seconds - (timing.endSeconds - exitSeconds)) / exitSeconds);
  return came * (1 - left);
}
