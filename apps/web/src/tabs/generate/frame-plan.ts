import type { EngineModel } from '@videoexpress/job-schema';

/** The shapes offered, as width to height. */
export const ratios = [
  { id: '16:9', width: 16, height: 9 },
  { id: '9:16', width: 9, height: 16 },
  { id: '1:1', width: 1, height: 1 },
] as const;
export type RatioId = (typeof ratios)[number]['id'];

/** The durations offered, in seconds. */
export const durationsSeconds = [3, 5, 8] as const;
export type DurationSeconds = (typeof durationsSeconds)[number];

/** Encoders work in blocks of this many pixels; sides that are whole blocks waste nothing. */
const blockPixels = 16;
/** Near enough to count as the same ratio: 832 × 480 is what the field calls 16:9. */
const ratioTolerance = 0.05;
/** A default this near to a duration, in seconds, stands for it. */
const durationTolerance = 0.1;

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface FramePlan extends FrameSize {
  readonly num_frames: number;
  readonly fps: number;
}

function closeTo(a: number, b: number): boolean {
  return Math.abs(a / b - 1) <= ratioTolerance;
}

/**
 * The size in pixels that a model draws for a ratio: its default where that has the ratio, upright or turned, else sides
 * of about as many pixels in all. Null where the model's limits leave no such size.
 */
export function sizeFor(model: EngineModel, ratioId: RatioId): FrameSize | null {
  const ratio = ratios.find((offered) => offered.id === ratioId) ?? ratios[0];
  const wanted = ratio.width / ratio.height;
  const { width, height } = model.defaults;
  if (closeTo(width / height, wanted)) return within(model, { width, height });
  if (closeTo(height / width, wanted)) return within(model, { width: height, height: width });
  const multiple = Math.max(blockPixels, model.limits.sidePixels.multipleOf);
  const snap = (pixels: number) => Math.round(pixels / multiple) * multiple;
  const area = width * height;
  return within(model, { width: snap(Math.sqrt(area * wanted)), height: snap(Math.sqrt(area / wanted)) });
}

function within(model: EngineModel, size: FrameSize): FrameSize | null {
  const { min, max, multipleOf } = model.limits.sidePixels;
  const fits = [size.width, size.height].every((side) => side >= min && side <= max && side % multipleOf === 0);
  return fits && size.width * size.height <= model.limits.maxPixels ? size : null;
}

/** How many frames of the model come nearest to a duration. Null where its limits do not reach there. */
export function framesFor(model: EngineModel, seconds: number): number | null {
  const { defaults, limits } = model;
  const nearDefault = Math.abs(defaults.num_frames / defaults.fps - seconds) <= durationTolerance;
  const { base, step, min, max } = limits.numFrames;
  const nearest = base + Math.round((seconds * defaults.fps - base) / step) * step;
  const frames = nearDefault ? defaults.num_frames : nearest;
  const duration = frames / defaults.fps;
  const fits =
    frames >= min && frames <= max && duration >= limits.durationSeconds.min && duration <= limits.durationSeconds.max;
  return fits ? frames : null;
}

/** Size, frames and rate for what was chosen; null where the model cannot do it. */
export function framePlan(model: EngineModel, ratio: RatioId, seconds: number): FramePlan | null {
  const size = sizeFor(model, ratio);
  const frames = framesFor(model, seconds);
  return size === null || frames === null ? null : { ...size, num_frames: frames, fps: model.defaults.fps };
}

/** The plan as a line: `832 × 480, 81 frames = 5.06 s`. */
export function framePlanLine(plan: FramePlan): string {
  return `${plan.width} × ${plan.height}, ${plan.num_frames} frames = ${(plan.num_frames / plan.fps).toFixed(2)} s`;
}

/** The offered ratio that a picture is nearest to. */
export function nearestRatio(picture: FrameSize): RatioId {
  const distance = (ratio: FrameSize) =>
    Math.abs(Math.log(ratio.width / ratio.height / (picture.width / picture.height)));
  return ratios.toSorted((a, b) => distance(a) - distance(b))[0]?.id ?? '16:9';
}
