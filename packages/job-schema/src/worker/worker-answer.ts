import { z } from 'zod';
import { attemptIdSchema } from '../ids.ts';
import { jobKindIdSchema } from '../job-kinds/index.ts';
import { seedSchema } from '../job-kinds/video-input.ts';
import { workerSchemaVersion } from './worker-order.ts';

/** The stages of a render at the worker, in their order. */
export const workerStages = [
  'fetch',
  'load',
  'encode_prompt',
  'denoise',
  'decode',
  'encode',
  'validate',
  'upload',
] as const;

const versionSchema = z.literal(workerSchemaVersion);

/**
 * Measured progress, sent while the job runs. Reports overtake each other on their way, so `seq` says which is newer.
 * Unknown fields are dropped: a newer worker may say more.
 */
export const workerProgressSchema = z
  .object({
    type: z.literal('progress'),
    schema_version: versionSchema,
    worker_version: z.string(),
    seq: z.int().nonnegative(),
    stage: z.enum(workerStages),
    fraction: z.number().min(0).max(1).nullable().meta({ description: 'Of the whole job; null: cannot be known.' }),
    step: z.int().nonnegative().optional(),
    total_steps: z.int().positive().optional(),
    eta_s: z.number().nonnegative().optional(),
  })
  .meta({ id: 'WorkerProgress' });
export type WorkerProgress = z.infer<typeof workerProgressSchema>;

const storedSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
});

const secondsSchema = z.number().nonnegative();

/** What a render came to. It is the job's output, and lies beside the clip for when the output is gone. */
export const workerResultSchema = z
  .object({
    type: z.literal('result'),
    schema_version: versionSchema,
    worker_version: z.string(),
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
    schema_version: versionSchema,
    worker_version: z.string(),
    attempt_id: attemptIdSchema,
    claimed_by: z.string().meta({ description: 'The id that the service gave the job that holds the claim.' }),
  })
  .meta({ id: 'WorkerDuplicate' });
export type WorkerDuplicate = z.infer<typeof workerDuplicateSchema>;

/** What the output of a job that ended well can be. */
export const workerAnswerSchema = z.discriminatedUnion('type', [workerResultSchema, workerDuplicateSchema]);
export type WorkerAnswer = z.infer<typeof workerAnswerSchema>;

/** The claim that the worker writes as its first act: who renders this attempt. */
export const workerClaimSchema = z
  .object({
    type: z.literal('claim'),
    schema_version: versionSchema,
    worker_version: z.string(),
    attempt_id: attemptIdSchema,
    remote_id: z.string().min(1),
  })
  .meta({ id: 'WorkerClaim' });
export type WorkerClaim = z.infer<typeof workerClaimSchema>;

/** Why a render failed at the worker. `retryable`: the same order may well work the next time. */
export const workerErrorCodes = {
  INVALID_INPUT: { retryable: false },
  INPUT_FETCH_FAILED: { retryable: true },
  MODEL_UNAVAILABLE: { retryable: false },
  OUT_OF_MEMORY: { retryable: false },
  CANCELLED: { retryable: false },
  TIMEOUT: { retryable: true },
  OUTPUT_TOO_LARGE: { retryable: false },
  VALIDATION_FAILED: { retryable: true },
  UPLOAD_FAILED: { retryable: true },
  INTERNAL: { retryable: true },
} as const satisfies Record<string, { retryable: boolean }>;
export type WorkerErrorCode = keyof typeof workerErrorCodes;

const workerErrorCodeList = Object.keys(workerErrorCodes).filter(
  (code): code is WorkerErrorCode => code in workerErrorCodes,
);

/** The error of a failed job, as JSON in the text that the SDK carries: never a traceback, never a link's signature. */
export const workerErrorSchema = z
  .object({
    type: z.literal('error'),
    schema_version: versionSchema,
    worker_version: z.string(),
    code: z.enum(workerErrorCodeList),
    message: z.string().max(2000),
    field: z.string().nullable().meta({ description: 'The field of the order at fault, with dots; null: none.' }),
  })
  .meta({ id: 'WorkerError' });
export type WorkerError = z.infer<typeof workerErrorSchema>;
