import type { ModelParameter } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { engineOf } from '../../testing/engine-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { asGoodAsItGets, presetsOf, withPreset } from './as-good-as-it-gets.ts';
import { emptyDraft, parameterValues } from './draft.ts';
import { jobRequest } from './job-request.ts';

const steps: ModelParameter = {
  type: 'number',
  name: 'num_inference_steps',
  label: 'Steps',
  help: '',
  min: 1,
  max: 100,
  step: 1,
  default: 30,
};
const preset: ModelParameter = {
  type: 'choice',
  name: 'preset',
  label: 'Preset',
  help: '',
  choices: [
    { value: 'quality', label: 'Quality', sets: { num_inference_steps: 50 } },
    { value: 'balanced', label: 'Balanced' },
    { value: 'turbo', label: 'Turbo', sets: { num_inference_steps: 4 } },
  ],
  default: 'balanced',
};
const model = { ...modelOf(), parameters: [preset, steps] };
const engine = engineOf({ models: [model] });
const on = { engine, model };

describe('presets', () => {
  it('are the choice that sets others, and a model without one has none', () => {
    expect(presetsOf(model)?.name).toBe('preset');
    expect(presetsOf(modelOf())).toBeUndefined();
  });

  it('set what a person left as it was, and no more than that', () => {
    const values = (parameters: Record<string, string | number>) =>
      parameterValues(model, { parameters, fps: null, size: null });
    expect(values({})).toEqual({ preset: 'balanced', num_inference_steps: 30 });
    expect(values({ preset: 'turbo' })).toEqual({ preset: 'turbo', num_inference_steps: 4 });
    expect(values({ preset: 'turbo', num_inference_steps: 9 })).toEqual({ preset: 'turbo', num_inference_steps: 9 });
  });

  it('take back what a person set of theirs when another one is chosen, and leave the rest', () => {
    const kept = { preset: 'quality', num_inference_steps: 60, negative_prompt: 'blur' };
    expect(withPreset(preset, kept, 'turbo')).toEqual({ preset: 'turbo', negative_prompt: 'blur' });
  });
});

describe('a draft finished in HD', () => {
  it('is the same seed in the largest size of its ratio, with the best preset', () => {
    const models = { 'sketch/sketch-1': { parameters: { preset: 'turbo' }, fps: null, size: null } };
    const draft = { ...emptyDraft, prompt: 'A fox', seed: 7, quality: 'draft' as const, models };
    const best = jobRequest(asGoodAsItGets(draft, on), on).input;
    const before = jobRequest(draft, on).input;
    expect(best).toMatchObject({ seed: 7, preset: 'quality', num_inference_steps: 50 });
    expect(Number(best['width'])).toBeGreaterThan(Number(before['width']));
  });

  it('has the standard size of a model that makes no larger one', () => {
    const { width, height } = model.defaults;
    const limits = { ...model.limits, maxPixels: width * height };
    const small = { engine, model: { ...model, limits } };
    const draft = { ...emptyDraft, prompt: 'A fox', seed: 7, quality: 'draft' as const };
    expect(jobRequest(asGoodAsItGets(draft, small), small).input).toMatchObject({ width, height });
  });
});
