import type { JobInput } from '@videoexpress/job-schema';
import { gpuTflops } from './gpu-speeds.ts';
import { findGpuModel } from './gpu-models.ts';

/** A render whose time its makers published. */
interface PublishedRender {
  readonly gpu: string;
  readonly seconds: number;
  readonly pixels: number;
  readonly frames: number;
  readonly steps: number;
}

const a14b: PublishedRender = { gpu: 'H100', seconds: 327, pixels: 832 * 480, frames: 81, steps: 40 };

/** From the tables of computing times in the repositories of Wan 2.1 and Wan 2.2, and the model card of CogVideoX 2B. */
const published: Readonly<Record<string, PublishedRender>> = {
  'wan2.2-ti2v-5b': { gpu: 'RTX 4090', seconds: 534.7, pixels: 1280 * 704, frames: 121, steps: 50 },
  'wan2.1-t2v-1.3b': { gpu: 'RTX 4090', seconds: 261, pixels: 832 * 480, frames: 81, steps: 50 },
  'wan2.2-t2v-a14b': a14b,
  'wan2.2-i2v-a14b': a14b,
  'cogvideox-2b': { gpu: 'A100', seconds: 90, pixels: 720 * 480, frames: 49, steps: 50 },
};

/** Attention grows with the square of a clip, the rest with the clip: so between 480p and 720p of Wan 2.2 A14B, 327 s and 1042 s. */
const growthWithSize = 1.4;
/** A GPU of three times the figure is not three times as quick: so between A100 and H100, 786 s and 327 s for the same clip. */
const growthWithSpeed = 0.75;

/**
 * About how long the worker takes for a clip, in seconds, without loading the model: its makers' figure for another size or
 * another GPU, carried over. Null: the GPU or the model is not known. `gpu` may name several; the slowest counts.
 */
export function roughSeconds(input: JobInput, gpu: string | null): number | null {
  const figure = published[findGpuModel(input['model'])?.id ?? ''];
  const tflops = gpu === null ? null : gpuTflops(gpu);
  const { width, height, num_frames: frames, num_inference_steps: steps } = input;
  if (figure === undefined || tflops === null) return null;
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  if (typeof frames !== 'number' || typeof steps !== 'number') return null;
  const size = (width * height * frames) / (figure.pixels * figure.frames);
  const speed = tflops / (gpuTflops(figure.gpu) ?? tflops);
  // Without guidance each step asks the model once in place of twice.
  const passes = input['guidance_scale'] === 1 ? 0.5 : 1;
  return ((figure.seconds * size ** growthWithSize * steps) / figure.steps) * (passes / speed ** growthWithSpeed);
}
