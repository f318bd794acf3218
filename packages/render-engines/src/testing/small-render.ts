import type { JobInput } from '@videoexpress/job-schema';

/** A render that a light worker is done with at once. */
export const smallRender: JobInput = {
  prompt: 'A red fox in snow',
  negative_prompt: '',
  model: 'wan2.1-t2v-1.3b',
  preset: 'balanced',
  width: 256,
  height: 256,
  num_frames: 9,
  fps: 16,
  seed: 7,
  num_inference_steps: 2,
  guidance_scale: 6,
  flow_shift: 3,
};
