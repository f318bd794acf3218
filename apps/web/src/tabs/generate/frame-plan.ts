import type { EngineModel } from '@videoexpress/job-schema';
import { type FrameSize, type SizeChoice, sizeFor } from './frame-size.ts';

/** The durations offered, in seconds; any other can be typed. */
export const durationsSeconds = [3, 5, 8] as const;

/** A default this near to a duration, in seconds, stands for it. */
const durationTolerance = 0.1;

export interface FramePlan extends FrameSize {
  readonly num_frames: number;
  readonly fps: number;
}

/** What a plan is made from. */
export interface PlanChoice extends SizeChoice {
  readonly seconds: number;
  /** An exact number of frames, which goes before the seconds; null: as many as come nearest to them. */
  readonly frames: number | null;
  /** Null: the model's own rate. */
  readonly fps: number | null;
  /** An exact size, which goes before ratio and quality. */
  readonly size: FrameSize | null;
}

/** How many frames of the model come nearest to a duration. Null where its limits do not reach there. */
export function framesFor(model: EngineModel, seconds: number, fps = model.defaults.fps): number | null {
  const { defaults, limits } = model;
  const hasOwnRate = fps === defaults.fps;
  const nearDefault = hasOwnRate && Math.abs(defaults.num_frames / fps - seconds) <= durationTolerance;
  const { base, step } = limits.numFrames;
  const nearest = base + Math.round((seconds * fps - base) / step) * step;
  const frames = nearDefault ? defaults.num_frames : nearest;
  return framesProblem(model, frames, fps) === null ? frames : null;
}

/** Why a model cannot make this many frames; null where it can. */
export function framesProblem(model: EngineModel, frames: number, fps: number): string | null {
  const { numFrames, durationSeconds } = model.limits;
  const seconds = frames / fps;
  const isPossible =
    frames >= numFrames.min &&
    frames <= numFrames.max &&
    seconds >= durationSeconds.min &&
    seconds <= durationSeconds.max;
  if (isPossible) return null;
  const { min, max } = secondsRange(model, fps);
  return `This model makes ${min} to ${max} s.`;
}

/** The durations that a model can make at a rate, in seconds, to a tenth. */
export function secondsRange(model: EngineModel, fps: number): { readonly min: number; readonly max: number } {
  const { numFrames, durationSeconds } = model.limits;
  const min = Math.max(durationSeconds.min, numFrames.min / fps);
  const max = Math.min(durationSeconds.max, numFrames.max / fps);
  return { min: Math.ceil(min * 10) / 10, max: Math.floor(max * 10) / 10 };
}

/** Size, frames and rate for what was chosen; null where the model cannot do it. */
export function framePlan(model: EngineModel, choice: PlanChoice): FramePlan | null {
  const fps = choice.fps ?? model.defaults.fps;
  const size = choice.size ?? sizeFor(model, choice);
  const frames = choice.frames ?? framesFor(model, choice.seconds, fps);
  return size === null || frames === null ? null : { ...size, num_frames: frames, fps };
}

/** The plan as a line: `832 × 480, 81 frames = 5.06 s`. */
export function framePlanLine(plan: FramePlan): string {
  return `${plan.width} × ${plan.height}, ${plan.num_frames} frames = ${(plan.num_frames / plan.fps).toFixed(2)} s`;
}
