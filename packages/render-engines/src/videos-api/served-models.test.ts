import { describe, expect, it } from 'vitest';
import { familyOf, modelFamilies } from './model-families.ts';
import { describeServedModels } from './served-models.ts';

const one = (id: string, tasks: readonly string[] = []) =>
  describeServedModels([{ id, ...(tasks.length === 0 ? {} : { supported_task_types: [...tasks] }) }], 0.001)[0];

describe('a served model', () => {
  it.each([
    ['Wan-AI/Wan2.2-TI2V-5B-Diffusers', ['text_to_video', 'image_to_video'], 32, 4, 24],
    ['Wan-AI/Wan2.2-T2V-A14B-Diffusers', ['text_to_video'], 16, 4, 16],
    ['Wan-AI/Wan2.1-I2V-14B-720P-Diffusers', ['image_to_video'], 16, 4, 16],
    ['Lightricks/LTX-2', ['text_to_video', 'image_to_video'], 32, 8, 24],
    ['hunyuanvideo-community/HunyuanVideo-1.5-Diffusers-480p_t2v', ['text_to_video'], 16, 4, 24],
    ['THUDM/CogVideoX1.5-5B-I2V', ['image_to_video'], 16, 16, 16],
    ['somebody/new-video-model', ['text_to_video', 'image_to_video'], 8, 1, 16],
  ])('%s does %o in its own sizes and frame counts', (id, kinds, multipleOf, step, fps) => {
    expect(one(id)).toMatchObject({
      id,
      kinds,
      limits: { sidePixels: { multipleOf }, numFrames: { step } },
      defaults: { fps },
      pricePerSecondUsd: 0.001,
    });
  });

  it('does what the server says it does, whatever it is called', () => {
    expect(one('acme/film', ['I2V'])).toMatchObject({ id: 'acme/film', kinds: ['image_to_video'] });
    expect(one('acme/Wan-T2V', ['TI2V'])).toMatchObject({ kinds: ['text_to_video', 'image_to_video'] });
  });

  it('is left out where it makes no clip of a prompt or a picture', () => {
    for (const id of ['Wan-AI/Wan2.2-S2V-14B', 'Wan-AI/Wan2.2-Animate-14B-Diffusers', 'Qwen/Qwen-Image'])
      expect(one(id).id).toBe('served');
    expect(one('acme/Wan-T2V', ['T2I']).id).toBe('served');
  });

  it('of every known family makes its own default clip', () => {
    for (const { limits, defaults } of [...modelFamilies, familyOf('none of them')]) {
      const { sidePixels, numFrames, durationSeconds } = limits;
      for (const side of [defaults.width, defaults.height]) {
        expect(side).toBeGreaterThanOrEqual(sidePixels.min);
        expect(side).toBeLessThanOrEqual(sidePixels.max);
        expect(side % sidePixels.multipleOf).toBe(0);
      }
      expect(defaults.width * defaults.height).toBeLessThanOrEqual(limits.maxPixels);
      expect((defaults.num_frames - numFrames.base) % numFrames.step).toBe(0);
      expect(defaults.num_frames).toBeLessThanOrEqual(numFrames.max);
      expect((numFrames.max - numFrames.base) % numFrames.step).toBe(0);
      expect(defaults.num_frames / defaults.fps).toBeLessThanOrEqual(durationSeconds.max);
    }
  });
});
