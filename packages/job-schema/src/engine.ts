import { z } from 'zod';
import { jobKindIdSchema } from './job-kinds/index.ts';
import { loraBaseSchema } from './lora.ts';
import { rentedWorkersSchema } from './rented-workers.ts';

/** A control that a model adds to a kind's own fields. Forms, validation and `--set` are all drawn from it. */
export const modelParameterSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('choice'),
      name: z.string(),
      label: z.string(),
      help: z.string(),
      choices: z
        .array(
          z.object({
            value: z.string(),
            label: z.string(),
            sets: z
              .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
              .optional()
              .meta({ description: 'What other parameters then default to: a preset. What is given still wins.' }),
          }),
        )
        .min(2),
      default: z.string(),
    }),
    z.object({
      type: z.literal('number'),
      name: z.string(),
      label: z.string(),
      help: z.string(),
      min: z.number(),
      max: z.number(),
      step: z.number().positive(),
      default: z.number(),
    }),
    z.object({
      type: z.literal('switch'),
      name: z.string(),
      label: z.string(),
      help: z.string(),
      default: z.boolean(),
    }),
    z.object({
      type: z.literal('text'),
      name: z.string(),
      label: z.string(),
      help: z.string(),
      maxCharacters: z.int().positive(),
      default: z.string(),
    }),
  ])
  .meta({ id: 'ModelParameter' });
export type ModelParameter = z.infer<typeof modelParameterSchema>;

const rangeSchema = z.object({ min: z.number(), max: z.number() });

/** What a model can do: the bounds of each field, and what it takes where a field is left out. */
export const engineModelSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    kinds: z.array(jobKindIdSchema).min(1),
    limits: z.object({
      sidePixels: rangeSchema.extend({ multipleOf: z.int().positive() }),
      maxPixels: z.int().positive(),
      /** Frames must be `base + n * step`: Wan wants 4n + 1, most engines take any number. */
      numFrames: rangeSchema.extend({ base: z.int().nonnegative(), step: z.int().positive() }),
      fps: rangeSchema,
      durationSeconds: rangeSchema,
    }),
    defaults: z.object({
      width: z.int().positive(),
      height: z.int().positive(),
      num_frames: z.int().positive(),
      fps: z.int().positive(),
    }),
    parameters: z.array(modelParameterSchema),
    needs: z.string().optional().meta({ description: 'What it takes to run it, in a few words: the card, the key.' }),
    lastFrame: z.boolean().optional().meta({ description: 'It can end on a given picture (`last_image`).' }),
    loraBase: loraBaseSchema.optional().meta({
      description: 'LoRAs that were trained for this base go onto it; left out, it takes none.',
    }),
    pricePerSecondUsd: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: 'Per second of rendering; 0 is free, null unknown.' }),
  })
  .meta({ id: 'EngineModel' });
export type EngineModel = z.infer<typeof engineModelSchema>;

export const healthStatuses = ['ok', 'degraded', 'down', 'not_configured'] as const;

/** How one service is doing, with the way out where it is not well. */
export const serviceHealthSchema = z
  .object({
    id: z.string(),
    label: z.string(),
    status: z.enum(healthStatuses),
    latencyMs: z.number().nonnegative().nullable(),
    detail: z.string(),
    fix: z.string().nullable(),
    caution: z.string().optional().meta({
      description: 'It works, and this should be known before it is used. Left out: nothing.',
    }),
  })
  .meta({ id: 'ServiceHealth' });
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** What an engine says of itself. Its models may follow what its server serves; a change of its health tells of it then. */
export const engineDescriptionSchema = z.object({
  id: z.string(),
  label: z.string(),
  notice: z.string().meta({ description: 'One honest sentence on what it is.' }),
  /** It runs inside the daemon's own processes, so its work ends when the daemon does and may simply start again. */
  embedded: z.boolean(),
  models: z.array(engineModelSchema).min(1).meta({ description: 'The first is the default.' }),
  settings: z.array(modelParameterSchema).meta({ description: 'What a person can set for the engine as a whole.' }),
});
export type EngineDescription = z.infer<typeof engineDescriptionSchema>;

/** An engine as `GET /api/v1/engines` shows it. */
export const engineSchema = engineDescriptionSchema
  .extend({
    isDefault: z.boolean(),
    maxConcurrent: z.int().positive(),
    health: serviceHealthSchema,
    workers: rentedWorkersSchema
      .nullable()
      .default(null)
      .meta({ description: 'Null: it rents none, or its service did not say.' }),
  })
  .meta({ id: 'Engine' });
export type Engine = z.infer<typeof engineSchema>;

/** What a test of an engine, or of another service, came to. */
export const engineTestSchema = z
  .object({
    works: z.boolean(),
    seconds: z.number().nonnegative(),
    detail: z.string(),
    fix: z.string().nullable(),
  })
  .meta({ id: 'EngineTest' });
export type EngineTest = z.infer<typeof engineTestSchema>;
