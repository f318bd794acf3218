import { z } from 'zod';
import { attemptIdSchema, jobIdSchema } from '../ids.ts';
import { maxLoras, promptSchema, seedSchema } from '../job-kinds/video-input.ts';
import { sha256Schema } from '../sha256.ts';
import { workerLinkSchema } from './worker-link.ts';
import { workerLoraSchema } from './worker-lora.ts';
import { workerOutputSchema } from './worker-output.ts';
import { workerRuntimeSchema } from './worker-runtime.ts';
import { workerSchemaVersion } from './worker-version.ts';

/** A picture that goes in: behind a link, or inline where there is no object storage and it is small. */
export const workerPictureSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('url'),
      url: workerLinkSchema,
      sha256: sha256Schema,
    }),
    z.strictObject({
      type: z.literal('inline'),
      base64: z.base64().max(11_000_000),
      sha256: sha256Schema,
    }),
  ])
  .meta({ id: 'WorkerPicture' });
export type WorkerPicture = z.infer<typeof workerPictureSchema>;

const envelope = {
  schema_version: z.literal(workerSchemaVersion),
  job_id: jobIdSchema,
  attempt_id: attemptIdSchema,
  model: z.string().min(1).max(200),
  output: workerOutputSchema,
  runtime: workerRuntimeSchema,
  loras: z.array(workerLoraSchema).max(maxLoras).default([]),
};

/** Every number is resolved before it is sent: the worker draws no seed and fills in no default of a model. */
const video = {
  negative_prompt: z.string().max(2000).default(''),
  width: z.int().min(16).max(4096),
  height: z.int().min(16).max(4096),
  num_frames: z.int().min(1).max(1000),
  fps: z.int().min(1).max(120),
  num_inference_steps: z.int().min(1).max(100),
  guidance_scale: z.number().min(0).max(20),
  guidance_scale_2: z.number().min(0).max(20).nullable().default(null).meta({
    description: 'Of the low-noise half of a model with two transformers; null: the same as the first.',
  }),
  flow_shift: z.number().min(0.1).max(30).nullable().default(null),
  seed: seedSchema,
};

const textToVideoOrderSchema = z.strictObject({
  kind: z.literal('text_to_video'),
  ...envelope,
  prompt: promptSchema,
  ...video,
});

const imageToVideoOrderSchema = z.strictObject({
  kind: z.literal('image_to_video'),
  ...envelope,
  prompt: z.string().max(2000).default(''),
  image: workerPictureSchema,
  last_image: workerPictureSchema.nullable().default(null),
  ...video,
});

/** What the GPU worker is sent as the `input` of a job: the same for RunPod and for one's own GPU. */
export const workerOrderSchema = z
  .discriminatedUnion('kind', [textToVideoOrderSchema, imageToVideoOrderSchema])
  .meta({ id: 'WorkerOrder' });
export type WorkerOrder = z.infer<typeof workerOrderSchema>;
