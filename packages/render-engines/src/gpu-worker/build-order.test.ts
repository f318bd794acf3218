import { newAssetId, newAttemptId, newJobId } from '@videoexpress/job-schema';
import type { RenderRequest } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { buildOrder, type OrderParts } from './build-order.ts';
import { settingsTag } from './settings-tag.ts';

const input = {
  prompt: 'A red fox in snow',
  negative_prompt: '',
  model: 'wan2.2-t2v-a14b',
  preset: 'turbo',
  width: 832,
  height: 480,
  num_frames: 81,
  fps: 16,
  seed: 7,
  num_inference_steps: 4,
  guidance_scale: 1,
  guidance_scale_2: 1,
  flow_shift: 5,
};
const request = (changes: Partial<RenderRequest> = {}): RenderRequest => ({
  attemptId: newAttemptId(),
  jobId: newJobId(),
  kind: 'text_to_video',
  input,
  files: {},
  ...changes,
});
const parts: OrderParts = {
  upload: { type: 'inline', max_bytes: 8_000_000 },
  settingsTag: '{}',
  pictures: {},
  loraLinks: {},
};
const sha256 = 'a'.repeat(64);

describe('buildOrder', () => {
  it('writes out every number that the worker needs', () => {
    const order = buildOrder(request(), parts);
    expect(order).toMatchObject({
      ok: true,
      value: { kind: 'text_to_video', schema_version: 1, seed: 7, guidance_scale_2: 1, runtime: { preset: 'turbo' } },
    });
  });

  it('carries pictures and LoRAs in their places', () => {
    const picture = { type: 'url', url: 'https://objects.example/a.png', sha256 } as const;
    const order = buildOrder(
      request({
        kind: 'image_to_video',
        input: {
          ...input,
          model: 'wan2.2-i2v-a14b',
          image: newAssetId(),
          last_image: newAssetId(),
          loras: [{ lora: newAssetId(), scale: 0.8 }, { lora: newAssetId() }],
        },
      }),
      {
        ...parts,
        pictures: { image: picture, last_image: picture },
        loraLinks: {
          'loras.0.lora': { url: 'https://objects.example/0', sha256 },
          'loras.1.lora': { url: 'https://objects.example/1', sha256 },
        },
      },
    );
    expect(order).toMatchObject({
      ok: true,
      value: {
        image: picture,
        last_image: picture,
        loras: [
          { url: 'https://objects.example/0', scale: 0.8, target: 'auto' },
          { url: 'https://objects.example/1', scale: 1 },
        ],
      },
    });
  });

  it('is refused before anything is sent: a size that the model does not make', () => {
    const order = buildOrder(request({ input: { ...input, model: 'cogvideox-2b', width: 480, height: 720 } }), parts);
    expect(order).toMatchObject({
      ok: false,
      error: { userMessage: 'CogVideoX 2B makes 720 × 480 only. Nothing was spent. Choose that size.' },
    });
  });

  it('is refused: a LoRA without a link, a number that the worker does not take', () => {
    const noLink = buildOrder(request({ input: { ...input, loras: [{ lora: newAssetId() }] } }), parts);
    expect(noLink).toMatchObject({ ok: false, error: { detail: 'A LoRA has no link.' } });
    const steps = buildOrder(request({ input: { ...input, num_inference_steps: 0 } }), parts);
    expect(steps).toMatchObject({ ok: false });
    expect(steps.ok ? '' : steps.error.detail).toMatch(/^num_inference_steps: /);
  });
});

describe('settingsTag', () => {
  it('is the JSON of the clip settings', () => {
    const asked = request();
    const tag = settingsTag(
      asked,
      { image: { path: '/a.png', bytes: 1, sha256, extension: '.png' } },
      { engine: 'runpod', appVersion: '1.2.3' },
    );
    expect(JSON.parse(tag)).toEqual({
      schema: 1,
      kind: 'text_to_video',
      input,
      engine: 'runpod',
      appVersion: '1.2.3',
      jobId: asked.jobId,
      inputHashes: { image: sha256 },
    });
  });
});
