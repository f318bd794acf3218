import { assetSchema, createJobRequestSchema, newAssetId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { modelOf } from '../../testing/model-of.ts';
import { framePlan } from './frame-plan.ts';
import { isEmpty, jobRequest } from './job-request.ts';

const image = assetSchema.parse({
  id: newAssetId(),
  type: 'image',
  name: 'fox.png',
  bytes: 1,
  sha256: '0'.repeat(64),
  mimeType: 'image/png',
  favourite: false,
  warnings: [],
  createdAt: '2026-11-22T10:00:00.000Z',
});
const model = modelOf();

describe('jobRequest', () => {
  it('makes a clip from a prompt, with what the page said it would be', () => {
    const request = jobRequest({ prompt: 'A fox', image: null }, undefined, model, framePlan(model, '9:16', 3));
    expect(createJobRequestSchema.parse(request)).toEqual({
      kind: 'text_to_video',
      input: { prompt: 'A fox', width: 480, height: 832, num_frames: 48, fps: 16, model: 'sketch-1' },
    });
  });

  it('makes a clip from a picture, without an empty prompt', () => {
    const request = jobRequest({ prompt: '  ', image }, undefined, undefined, null);
    expect(request).toEqual({ kind: 'image_to_video', input: { image: image.id } });
  });
});

describe('isEmpty', () => {
  it('is so only without a prompt and without a picture', () => {
    expect(isEmpty({ prompt: ' \n', image: null })).toBe(true);
    expect(isEmpty({ prompt: 'A fox', image: null })).toBe(false);
    expect(isEmpty({ prompt: '', image })).toBe(false);
  });
});
