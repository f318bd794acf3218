import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gpuPrices } from '../runpod/gpu-prices.ts';
import { gpuModels } from './gpu-models.ts';
import { gpuTflops } from './gpu-speeds.ts';
import { roughSeconds } from './rough-seconds.ts';

const usual = { model: 'wan2.2-ti2v-5b', width: 1280, height: 704, num_frames: 121, num_inference_steps: 50 };

const registryFile = new URL('../../../../runpod-worker/src/vx_worker/models.json', import.meta.url);
const renderSchema = z.object({
  gpu: z.string(),
  width: z.int(),
  height: z.int(),
  num_frames: z.int(),
  num_inference_steps: z.int(),
  seconds: z.number(),
});
const published = z
  .object({ models: z.array(z.object({ id: z.string(), published: z.array(renderSchema) })) })
  .parse(JSON.parse(readFileSync(registryFile, 'utf8')))
  .models.flatMap(({ id, published: renders }) => renders.map((render) => ({ id, ...render })));

describe('about how long a render takes', () => {
  it('is the published figure where that was made on the same GPU at the same size', () => {
    expect(roughSeconds(usual, 'NVIDIA GeForce RTX 4090')).toBeCloseTo(534.7, 3);
  });

  it.each(published)('comes near $seconds s of $id on $gpu at $width × $height', ({ id, gpu, seconds, ...input }) => {
    const ratio = (roughSeconds({ ...input, model: id }, gpu) ?? 0) / seconds;
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.25);
  });

  it('grows with the steps, and is half as long without guidance', () => {
    const whole = roughSeconds({ ...usual, guidance_scale: 5 }, 'H100') ?? 0;
    expect(roughSeconds({ ...usual, guidance_scale: 5, num_inference_steps: 25 }, 'H100')).toBeCloseTo(whole / 2, 6);
    expect(roughSeconds({ ...usual, guidance_scale: 1 }, 'H100')).toBeCloseTo(whole / 2, 6);
  });

  it('is not known for another model, another GPU, or an input without its numbers', () => {
    expect(roughSeconds({ ...usual, model: 'other' }, 'H100')).toBeNull();
    expect(roughSeconds(usual, 'Some card')).toBeNull();
    expect(roughSeconds(usual, null)).toBeNull();
    expect(roughSeconds({ model: usual.model }, 'H100')).toBeNull();
  });

  it('is known of every model on every GPU that can be rented', () => {
    const input = { width: 480, height: 480, num_frames: 49, num_inference_steps: 30 };
    for (const { id } of gpuModels)
      for (const { label } of gpuPrices) expect(roughSeconds({ ...input, model: id }, label)).toBeGreaterThan(0);
  });

  it('counts the slowest of several GPUs', () => {
    expect(gpuTflops('24 GB (L4, A5000, RTX 3090)')).toBe(71);
    expect(gpuTflops('RTX 6000 Ada Generation')).toBe(364);
  });
});
