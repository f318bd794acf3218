import type { EngineModel, RenderKindId } from '@videoexpress/job-schema';
import { describeGpuModel } from '../gpu-models/describe-gpu-model.ts';
import { findGpuModel } from '../gpu-models/gpu-models.ts';

/** What is known of a family of models by name: which sizes and frame counts it can make, and what it was trained for. */
export interface ModelFamily {
  readonly matches: RegExp;
  readonly limits: EngineModel['limits'];
  readonly defaults: EngineModel['defaults'];
  /** The frame count alone says how long a clip is: `seconds` decides nothing. */
  readonly framesDecide: boolean;
}

const fps = { min: 1, max: 60 } as const;
const shortest = 0.1;

/** Limits from what a family can: sides, pixels, frames of `base + n * step`, and the frame rate it was trained at. */
function family(
  matches: RegExp,
  sides: { multipleOf: number; max: number; maxPixels: number },
  frames: { base: number; step: number; max: number },
  defaults: EngineModel['defaults'],
): ModelFamily {
  return {
    matches,
    limits: {
      sidePixels: { min: 256, max: sides.max, multipleOf: sides.multipleOf },
      maxPixels: sides.maxPixels,
      numFrames: { ...frames, min: frames.base + frames.step },
      fps,
      durationSeconds: { min: shortest, max: frames.max },
    },
    defaults,
    framesDecide: true,
  };
}

/** A family that the GPU worker renders as well: what it can do there, it can do here. */
function asOnTheWorker(matches: RegExp, gpuModelId: string): ModelFamily {
  const model = findGpuModel(gpuModelId);
  if (model === undefined) throw new Error(`The GPU worker has no model ${gpuModelId}`);
  const { limits, defaults } = describeGpuModel(model, null);
  return { matches, limits, defaults, framesDecide: true };
}

const ltx = { width: 768, height: 512, num_frames: 121, fps: 24 } as const;
const hunyuan = { width: 848, height: 480, num_frames: 121, fps: 24 } as const;
const cogVideoX15 = { width: 1360, height: 768, num_frames: 81, fps: 16 } as const;

/**
 * Sizes, frame rules and frame rates as the models' own repositories and the pipelines of diffusers 0.40 have them. The
 * first that matches counts.
 */
export const modelFamilies: readonly ModelFamily[] = [
  asOnTheWorker(/wan.?2\.2.*ti2v.?5b|fastwan.*5b/i, 'wan2.2-ti2v-5b'),
  asOnTheWorker(/wan.?2\.1.*1\.3b|fastwan.*1\.3b/i, 'wan2.1-t2v-1.3b'),
  // The one of 14 billion of Wan 2.1 takes the same sizes and frames.
  asOnTheWorker(/wan/i, 'wan2.2-t2v-a14b'),
  family(/ltx/i, { multipleOf: 32, max: 1920, maxPixels: 1920 * 1088 }, { base: 1, step: 8, max: 257 }, ltx),
  family(
    /hunyuan.?video/i,
    { multipleOf: 16, max: 1280, maxPixels: 1280 * 720 },
    { base: 1, step: 4, max: 241 },
    hunyuan,
  ),
  family(
    /cogvideox.?1\.5/i,
    { multipleOf: 16, max: 1360, maxPixels: 1360 * 768 },
    { base: 1, step: 16, max: 161 },
    cogVideoX15,
  ),
  asOnTheWorker(/cogvideox/i, 'cogvideox-2b'),
];

/** Of a model that nobody here knows: the server itself refuses what it cannot do, before it renders. */
export const unknownFamily: ModelFamily = {
  matches: /^/,
  limits: {
    sidePixels: { min: 64, max: 4096, multipleOf: 8 },
    maxPixels: 4096 * 2176,
    numFrames: { min: 2, max: 1200, base: 0, step: 1 },
    fps,
    durationSeconds: { min: shortest, max: 120 },
  },
  defaults: { width: 832, height: 480, num_frames: 81, fps: 16 },
  framesDecide: false,
};

/** The family of a model by its name. */
export function familyOf(modelId: string): ModelFamily {
  return modelFamilies.find(({ matches }) => matches.test(modelId)) ?? unknownFamily;
}

const both: readonly RenderKindId[] = ['text_to_video', 'image_to_video'];
/** Needs what no kind of this engine brings, or makes no clip at all. */
const otherTasks = /s2v|animate|vace|avatar|talk|flux|qwen-?image|z-?image|stable-diffusion|sd3|\bt2i\b|\bi2i\b/i;

/**
 * The kinds a model can do: by the tasks that the server tells (sglang), else by its name, else both. Empty where it is
 * known to do neither.
 */
export function kindsOf(modelId: string, tasks: readonly string[]): readonly RenderKindId[] {
  if (tasks.length > 0) {
    const told = new Set(tasks.map((task) => task.toUpperCase()));
    const can = {
      text_to_video: told.has('T2V') || told.has('TI2V'),
      image_to_video: told.has('I2V') || told.has('TI2V'),
    };
    return both.filter((kind) => can[kind]);
  }
  if (otherTasks.test(modelId)) return [];
  if (/ti2v/i.test(modelId)) return both;
  if (/i2v/i.test(modelId)) return ['image_to_video'];
  // CogVideoX without I2V in its name starts from words alone.
  if (/t2v|cogvideox/i.test(modelId)) return ['text_to_video'];
  return both;
}
