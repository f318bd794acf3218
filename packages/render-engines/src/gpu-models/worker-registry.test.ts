import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { GpuModel } from './gpu-model.ts';
import { gpuModels } from './gpu-models.ts';

const registryFile = new URL('../../../../runpod-worker/src/vx_worker/models.json', import.meta.url);

const presetSchema = z.object({
  num_inference_steps: z.number(),
  guidance_scale: z.number(),
  guidance_scale_2: z.number().nullable(),
  flow_shift: z.number().nullable(),
});
const rowSchema = z.object({
  id: z.string(),
  label: z.string(),
  pipelines: z.record(z.string(), z.string()),
  size: z.object({
    multiple_of: z.int(),
    min_side: z.int(),
    max_side: z.int(),
    max_pixels: z.int(),
    presets: z.array(z.array(z.int())),
    presets_only: z.boolean(),
  }),
  frames: z.object({ base: z.int(), step: z.int(), min: z.int(), max: z.int(), default: z.int() }),
  fps: z.object({ min: z.int(), max: z.int(), default: z.int() }),
  last_image: z.boolean(),
  second_guidance: z.boolean(),
  flow_shift: z.boolean(),
  presets: z.record(z.string(), presetSchema),
});
const registry = z.object({ models: z.array(rowSchema) }).parse(JSON.parse(readFileSync(registryFile, 'utf8')));

/** What the worker's row says, in the words of this side. */
function asOurs(row: z.infer<typeof rowSchema>): Omit<GpuModel, 'loraBase'> & { size: { multipleOf: number } } {
  const { size } = row;
  return {
    id: row.id,
    label: row.label,
    kinds: Object.keys(row.pipelines) as GpuModel['kinds'],
    size: {
      multipleOf: size.multiple_of,
      min: size.min_side,
      max: size.max_side,
      maxPixels: size.max_pixels,
      presets: size.presets.map(([width = 0, height = 0]) => [width, height] as const),
      presetsOnly: size.presets_only,
    },
    frames: row.frames,
    fps: row.fps.default,
    lastFrame: row.last_image,
    secondGuidance: row.second_guidance,
    flowShift: row.flow_shift,
    presets: row.presets as unknown as GpuModel['presets'],
  };
}

it('the models here are those of the worker, number by number', () => {
  const ours = gpuModels.map(({ loraBase: _base, ...model }) => model);
  const theirs = registry.models.map((row) => {
    const model = asOurs(row);
    // A grid of limits cannot say “this size alone”, so a coarser one stands here for such a model.
    const multipleOf = model.size.presetsOnly
      ? (gpuModels.find(({ id }) => id === model.id)?.size.multipleOf ?? 0)
      : model.size.multipleOf;
    return { ...model, size: { ...model.size, multipleOf } };
  });
  expect(ours).toEqual(theirs);
});
