import { z } from 'zod';

export const fitSchema = z.object({
  mode: z.enum(['crop', 'pad', 're_encode']),
  /** Where the middle of a crop lies along the side that is cut, 0 to 1. */
  cropCentre: z.number().min(0).max(1),
});
export type Fit = z.infer<typeof fitSchema>;

/** What was written, and therefore has to be found in the file. */
export const fittedVideoSchema = z.object({
  width: z.int(),
  height: z.int(),
  numFrames: z.int(),
  fps: z.number(),
});
export type FittedVideo = z.infer<typeof fittedVideoSchema>;

/** Pixels. */
interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How each picture of a clip becomes one of the fitted clip. */
export interface FitPlan {
  /** Of the fitted clip; even, and so is the height. */
  readonly width: number;
  readonly height: number;
  /** The part of the shown picture that is kept. */
  readonly from: Area;
  /** Where it goes; around it, it is black. */
  readonly to: Area;
}

/** The frame of a Reel or a Short. */
const upright = { width: 1080, height: 1920 } as const;
/** What re-encoding leaves at most: the width that Instagram takes, and no more pixels than a 1080p clip turned upright. */
const mostWidth = 1920;
const mostHeight = 1920;

/** @param shown pixels of the clip as a player shows it */
export function planFit(
  shown: { readonly width: number; readonly height: number },
  { mode, cropCentre }: Fit,
): FitPlan {
  const whole = { left: 0, top: 0, width: shown.width, height: shown.height };
  switch (mode) {
    case 'crop':
      return { ...upright, from: cropOf(shown, cropCentre), to: { left: 0, top: 0, ...upright } };
    case 'pad':
      return { ...upright, from: whole, to: centred(shown) };
    case 're_encode': {
      const scale = Math.min(1, mostWidth / shown.width, mostHeight / shown.height);
      const size = { width: even(shown.width * scale), height: even(shown.height * scale) };
      return { ...size, from: whole, to: { left: 0, top: 0, ...size } };
    }
  }
}

/** As much as fits of the shape 9:16, with its middle where it was asked for, as far as the picture goes. */
function cropOf(shown: { readonly width: number; readonly height: number }, centre: number): Area {
  const width = Math.min(shown.width, (shown.height * upright.width) / upright.height);
  const height = Math.min(shown.height, (shown.width * upright.height) / upright.width);
  return {
    left: within(shown.width * centre - width / 2, shown.width - width),
    top: within(shown.height * centre - height / 2, shown.height - height),
    width,
    height,
  };
}

function centred(shown: { readonly width: number; readonly height: number }): Area {
  const scale = Math.min(upright.width / shown.width, upright.height / shown.height);
  const [width, height] = [Math.round(shown.width * scale), Math.round(shown.height * scale)];
  return {
    left: Math.floor((upright.width - width) / 2),
    top: Math.floor((upright.height - height) / 2),
    width,
    height,
  };
}

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

/** 4:2:0 shares colours between two pixels each way. */
function even(pixels: number): number {
  return Math.max(2, Math.round(pixels / 2) * 2);
}

const slowest = 23;
const fastest = 60;
const usualRate = 30;

/** Frames a second of the fitted clip: those it has, where services take them. */
export function fittedRate(fps: number): number {
  return fps >= slowest && fps <= fastest ? fps : usualRate;
}

/** Bits for each pixel that is shown: thin moving detail keeps its edges, and a service compresses it once more. */
const bitsPerPixel = 0.13;
const mostBitsPerSecond = 12_000_000;
/** Below the 300 MB that Instagram takes, with room for the sound and for an encoder that is not exact. */
const mostBytes = 240_000_000;

/** Bits a second for the pictures of a fitted clip: what they need, and never so many that it grows past what is taken. */
export function fittedBitrate(clip: {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly durationSeconds: number;
}): number {
  const wished = clip.width * clip.height * clip.fps * bitsPerPixel;
  return Math.round(Math.min(wished, mostBitsPerSecond, (mostBytes * 8) / clip.durationSeconds));
}
