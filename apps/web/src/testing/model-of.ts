import { type EngineModel, engineModelSchema } from '@videoexpress/job-schema';

type Limits = EngineModel['limits'];

/** A model for tests, as the sketch engine declares its own. */
export function modelOf(limits: Partial<Limits> = {}, defaults: Partial<EngineModel['defaults']> = {}): EngineModel {
  return engineModelSchema.parse({
    id: 'sketch-1',
    label: 'Sketch',
    kinds: ['text_to_video', 'image_to_video'],
    limits: {
      sidePixels: { min: 64, max: 1920, multipleOf: 2 },
      maxPixels: 1920 * 1080,
      numFrames: { min: 8, max: 1800, base: 0, step: 1 },
      fps: { min: 8, max: 60 },
      durationSeconds: { min: 1, max: 30 },
      ...limits,
    },
    defaults: { width: 832, height: 480, num_frames: 81, fps: 16, ...defaults },
    parameters: [],
    pricePerSecondUsd: 0,
  });
}
