import { createJobRequestSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { assetOf } from '../../testing/asset-of.ts';
import { engineOf } from '../../testing/engine-of.ts';
import { modelOf } from '../../testing/model-of.ts';
import { emptyDraft } from './draft.ts';
import { isEmpty, jobRequest, runsOn } from './job-request.ts';

const image = assetOf();
const model = modelOf();
const engine = engineOf({ models: [model] });

describe('jobRequest', () => {
  it('makes a clip from a prompt, with what the page said it would be', () => {
    const draft = { ...emptyDraft, prompt: 'A fox', ratio: '9:16' as const, seconds: 3 };
    expect(createJobRequestSchema.parse(jobRequest(draft, { engine, model }))).toEqual({
      kind: 'text_to_video',
      engine: 'sketch',
      input: { prompt: 'A fox', width: 480, height: 832, num_frames: 48, fps: 16, model: 'sketch-1' },
    });
  });

  it('makes a clip from a picture, without an empty prompt', () => {
    const request = jobRequest({ ...emptyDraft, prompt: '  ', image }, undefined);
    expect(request).toEqual({ kind: 'image_to_video', input: { image: image.id } });
  });

  it('sends the seed that was kept, also 0, and each of the model’s own values', () => {
    const parameters = [{ type: 'switch' as const, name: 'words', label: 'Words', help: '', default: true }];
    const on = { engine, model: { ...model, parameters } };
    const models = { 'sketch/sketch-1': { parameters: { words: false, old: 1 }, fps: 24, size: null } };
    const { input } = jobRequest({ ...emptyDraft, prompt: 'A fox', seed: 0, models }, on);
    expect(input).toMatchObject({ seed: 0, words: false, fps: 24, num_frames: 120 });
    expect(input).not.toHaveProperty('old');
  });
});

describe('runsOn', () => {
  const moving = modelOf({}, {});
  const textOnly = { ...moving, id: 'text', kinds: ['text_to_video' as const] };
  const other = engineOf({ id: 'other', models: [textOnly, moving], isDefault: false });
  const engines = [engine, other];

  it('takes the default until another is chosen', () => {
    expect(runsOn(engines, emptyDraft, undefined)?.engine.id).toBe('sketch');
    expect(runsOn(engines, emptyDraft, 'other')?.engine.id).toBe('other');
    expect(runsOn(engines, { ...emptyDraft, engine: 'other' }, 'sketch')?.model.id).toBe('text');
    expect(runsOn(engines, { ...emptyDraft, engine: 'gone' }, undefined)?.engine.id).toBe('sketch');
    expect(runsOn(undefined, emptyDraft, undefined)).toBeUndefined();
  });

  it('takes a model that runs what the draft is', () => {
    const draft = { ...emptyDraft, engine: 'other', model: 'text', image };
    expect(runsOn(engines, draft, undefined)?.model.id).toBe('sketch-1');
  });
});

describe('isEmpty', () => {
  it('is so only without a prompt and without a picture', () => {
    expect(isEmpty({ prompt: ' \n', image: null })).toBe(true);
    expect(isEmpty({ prompt: 'A fox', image: null })).toBe(false);
    expect(isEmpty({ prompt: '', image })).toBe(false);
  });
});
