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
  licence: z.string(),
  vram: z.array(z.object({ offload: z.string(), gb: z.number(), gb_at_max_pixels: z.number().nullable() })),
  last_image: z.boolean(),
  second_guidance: z.boolean(),
  flow_shift: z.boolean(),
  presets: z.record(z.string(), presetSchema),
});
const registry = z.object({ models: z.array(rowSchema) }).parse(JSON.parse(readFileSync(registryFile, 'utf8')));

/** The row with all offloads that needs the least, and the one that keeps the part in work on the card whole. */
function memoryOf(rows: z.infer<typeof rowSchema>['vram']): GpuModel['memoryGb'] {
  const pair = (row: (typeof rows)[number] | undefined) => {
    if (row === undefined) throw new Error('It does not say what memory it takes');
    return [row.gb, row.gb_at_max_pixels ?? row.gb] as const;
  };
  const byMemory = rows.toSorted((a, b) => a.gb - b.gb);
  return { least: pair(byMemory[0]), quick: pair(rows.find(({ offload }) => offload === 'model')) };
}

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
    memoryGb: memoryOf(row.vram),
    licence: row.licence,
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
