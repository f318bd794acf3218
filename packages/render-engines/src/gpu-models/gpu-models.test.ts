import { engineModelSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { describeGpuModel } from './describe-gpu-model.ts';
import { expectedClipBytes } from './expected-clip-bytes.ts';
import { findGpuModel, gpuModels } from './gpu-models.ts';

describe('the models of the GPU worker', () => {
  it.each(gpuModels.map((model) => [model.id, model] as const))('%s is described as forms need it', (_id, model) => {
    const described = describeGpuModel(model, 0.00031);
    expect(engineModelSchema.parse(described)).toEqual(described);
    const { limits, defaults, parameters } = described;
    for (const [width, height] of model.size.presets) {
      expect(width % limits.sidePixels.multipleOf).toBe(0);
      expect(height % limits.sidePixels.multipleOf).toBe(0);
      expect(width * height).toBeLessThanOrEqual(limits.maxPixels);
    }
    expect((defaults.num_frames - limits.numFrames.base) % limits.numFrames.step).toBe(0);
    const [preset] = parameters;
    if (preset?.type !== 'choice') throw new Error('The first parameter is the preset');
    const names = parameters.map(({ name }) => name);
    for (const { sets } of preset.choices) {
      for (const name of Object.keys(sets ?? {})) expect(names).toContain(name);
    }
    const balanced = preset.choices.find(({ value }) => value === preset.default)?.sets;
    for (const parameter of parameters) {
      if (balanced !== undefined && parameter.name in balanced)
        expect(parameter.default).toBe(balanced[parameter.name]);
    }
  });

  it('say what card they take, and on which terms their weights are given', () => {
    const needs = (id: string) => {
      const model = findGpuModel(id);
      return model === undefined ? undefined : describeGpuModel(model, null).needs;
    };
    expect(needs('wan2.2-ti2v-5b')).toBe('A card of about 12 GB, quicker with 23 GB. Apache-2.0.');
    expect(needs('wan2.2-i2v-a14b')).toBe(
      'A card of about 13 GB, quicker with 41 GB; at full size 20 and 60 GB. Apache-2.0.',
    );
  });

  it('knows its ids and no others', () => {
    expect(findGpuModel('wan2.2-ti2v-5b')?.label).toBe('Wan 2.2 TI2V 5B');
    expect(findGpuModel('sora')).toBeUndefined();
    expect(findGpuModel(undefined)).toBeUndefined();
  });
});

describe('expectedClipBytes', () => {
  it('grows with pixels and frames', () => {
    const small = expectedClipBytes({ width: 832, height: 480, num_frames: 81 });
    expect(small).toBe(Math.ceil((832 * 480 * 81) / 16));
    expect(expectedClipBytes({ width: 1280, height: 704, num_frames: 161 })).toBeGreaterThan(8_000_000);
    expect(expectedClipBytes({ prompt: 'x' })).toBe(0);
  });
});
