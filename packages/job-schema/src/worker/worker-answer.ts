import { z } from 'zod';
import { attemptIdSchema } from '../ids.ts';
import { jobKindIdSchema } from '../job-kinds/index.ts';
import { seedSchema } from '../job-kinds/video-input.ts';
import { sha256Schema } from '../sha256.ts';
import { workerHead } from './worker-version.ts';

const storedSchema = z.object({
  sha256: sha256Schema,
  bytes: z.int().positive(),
});

const secondsSchema = z.number().nonnegative();

/** What a render came to. It is the job's output, and lies beside the clip for when the output is gone. */
export const workerResultSchema = z
  .object({
    type: z.literal('result'),
    ...workerHead,
    kind: jobKindIdSchema,
    attempt_id: attemptIdSchema,
    video: storedSchema.extend({
      width: z.int().positive(),
      height: z.int().positive(),
      num_frames: z.int().positive(),
      fps: z.number().positive(),
      base64: z.base64().optional().meta({ description: 'The clip itself, where it was asked for inline.' }),
    }),
    poster: storedSchema.nullable(),
    seed: seedSchema,
    made_with: z.object({
      model: z.string(),
      model_repo: z.string(),
      revision: z.string().nullable(),
      gpu: z.string().nullable(),
      dtype: z.string(),
      offload: z.string(),
      attention_backend: z.string(),
      cache: z.string(),
      versions: z.record(z.string(), z.string()),
    }),
    seconds: z.object({
      fetch: secondsSchema,
      load: secondsSchema,
      encode_prompt: secondsSchema,
      denoise: secondsSchema,
      decode: secondsSchema,
      encode: secondsSchema,
      upload: secondsSchema,
      total: secondsSchema,
    }),
    cold: z.boolean().meta({ description: 'The model had to be loaded first.' }),
    peak_vram_gb: z.number().nonnegative().nullable(),
    warnings: z.array(z.string()).max(50),
  })
  .meta({ id: 'WorkerResult' });
export type WorkerResult = z.infer<typeof workerResultSchema>;

/** Another run of the same attempt is at it, or was: this one rendered nothing. */
export const workerDuplicateSchema = z
  .object({
    type: z.literal('duplicate'),
    ...workerHead,
    attempt_id: attemptIdSchema,
    claimed_by: z.string().meta({ description: 'The id that the service gave the job that holds the claim.' }),
  })
  .meta({ id: 'WorkerDuplicate' });
export type WorkerDuplicate = z.infer<typeof workerDuplicateSchema>;

/** What the output of a job that ended well can be. */
export const workerAnswerSchema = z.discriminatedUnion('type', [workerResultSchema, workerDuplicateSchema]);
export type WorkerAnswer = z.infer<typeof workerAnswerSchema>;
