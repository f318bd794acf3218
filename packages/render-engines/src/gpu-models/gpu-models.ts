import type { GpuModel } from './gpu-model.ts';

const wanFrames = { base: 1, step: 4, min: 5, max: 161 } as const;

const ti2v5b: GpuModel = {
  id: 'wan2.2-ti2v-5b',
  label: 'Wan 2.2 TI2V 5B',
  kinds: ['text_to_video', 'image_to_video'],
  size: {
    multipleOf: 32,
    min: 256,
    max: 1280,
    maxPixels: 1280 * 704,
    presets: [
      [1280, 704],
      [704, 1280],
      [832, 480],
      [480, 832],
    ],
    presetsOnly: false,
  },
  frames: { ...wanFrames, default: 121 },
  fps: 24,
  memoryGb: { least: [12, 12], quick: [23, 23] },
  licence: 'Apache-2.0',
  lastFrame: false,
  loraBase: 'wan-5b',
  secondGuidance: false,
  flowShift: true,
  presets: {
    quality: { num_inference_steps: 50, guidance_scale: 5, guidance_scale_2: null, flow_shift: 5 },
    balanced: { num_inference_steps: 30, guidance_scale: 5, guidance_scale_2: null, flow_shift: 5 },
  },
};

const t2v1b: GpuModel = {
  id: 'wan2.1-t2v-1.3b',
  label: 'Wan 2.1 T2V 1.3B',
  kinds: ['text_to_video'],
  size: {
    multipleOf: 16,
    min: 256,
    max: 832,
    maxPixels: 832 * 480,
    presets: [
      [832, 480],
      [480, 832],
      [624, 624],
    ],
    presetsOnly: false,
  },
  frames: { ...wanFrames, default: 81 },
  fps: 16,
  memoryGb: { least: [8.2, 8.2], quick: [13, 13] },
  licence: 'Apache-2.0',
  lastFrame: false,
  loraBase: 'wan-1.3b',
  secondGuidance: false,
  flowShift: true,
  presets: {
    quality: { num_inference_steps: 50, guidance_scale: 6, guidance_scale_2: null, flow_shift: 3 },
    balanced: { num_inference_steps: 30, guidance_scale: 6, guidance_scale_2: null, flow_shift: 3 },
  },
};

/** What both of the large models have. */
const a14b = {
  size: {
    multipleOf: 16,
    min: 256,
    max: 1280,
    maxPixels: 1280 * 720,
    presets: [
      [832, 480],
      [480, 832],
      [1280, 720],
      [720, 1280],
    ],
    presetsOnly: false,
  },
  frames: { ...wanFrames, default: 81 },
  fps: 16,
  memoryGb: { least: [13, 20], quick: [41, 60] },
  licence: 'Apache-2.0',
  secondGuidance: true,
  flowShift: true,
} as const satisfies Partial<GpuModel>;

const turbo = { num_inference_steps: 4, guidance_scale: 1, guidance_scale_2: 1, flow_shift: 5 } as const;

const t2vA14b: GpuModel = {
  ...a14b,
  id: 'wan2.2-t2v-a14b',
  label: 'Wan 2.2 T2V A14B',
  kinds: ['text_to_video'],
  lastFrame: false,
  loraBase: 'wan-14b',
  presets: {
    quality: { num_inference_steps: 40, guidance_scale: 4, guidance_scale_2: 3, flow_shift: 12 },
    balanced: { num_inference_steps: 25, guidance_scale: 4, guidance_scale_2: 3, flow_shift: 12 },
    turbo,
  },
};

const i2vA14b: GpuModel = {
  ...a14b,
  id: 'wan2.2-i2v-a14b',
  label: 'Wan 2.2 I2V A14B',
  kinds: ['image_to_video'],
  lastFrame: true,
  loraBase: 'wan-14b',
  presets: {
    quality: { num_inference_steps: 40, guidance_scale: 3.5, guidance_scale_2: 3.5, flow_shift: 5 },
    balanced: { num_inference_steps: 25, guidance_scale: 3.5, guidance_scale_2: 3.5, flow_shift: 5 },
    turbo,
  },
};

const cogVideoX2b: GpuModel = {
  id: 'cogvideox-2b',
  label: 'CogVideoX 2B',
  kinds: ['text_to_video'],
  size: {
    // What is left on this grid below this many pixels is little more than the one size there is.
    multipleOf: 240,
    min: 480,
    max: 720,
    maxPixels: 720 * 480,
    presets: [[720, 480]],
    presetsOnly: true,
  },
  frames: { base: 1, step: 8, min: 9, max: 49, default: 49 },
  fps: 8,
  memoryGb: { least: [4, 4], quick: [12.5, 12.5] },
  licence: 'Apache-2.0',
  lastFrame: false,
  loraBase: 'cogvideox-2b',
  secondGuidance: false,
  flowShift: false,
  presets: {
    quality: { num_inference_steps: 50, guidance_scale: 6, guidance_scale_2: null, flow_shift: null },
    balanced: { num_inference_steps: 30, guidance_scale: 6, guidance_scale_2: null, flow_shift: null },
  },
};

/** Every model that the GPU worker knows, the default first. */
export const gpuModels: readonly GpuModel[] = [ti2v5b, t2v1b, t2vA14b, i2vA14b, cogVideoX2b];

/** The model of an input; undefined where the worker has none of that id. */
export function findGpuModel(id: unknown): GpuModel | undefined {
  return gpuModels.find((model) => model.id === id);
}
