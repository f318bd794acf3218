import { z } from 'zod';
import { workerHead } from './worker-version.ts';

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

/**
 * Measured progress, sent while the job runs. Reports overtake each other on their way, so `seq` says which is newer.
 * Unknown fields are dropped: a newer worker may say more.
 */
export const workerProgressSchema = z
  .object({
    type: z.literal('progress'),
    ...workerHead,
    seq: z.int().nonnegative(),
    stage: z.enum(workerStages),
    fraction: z.number().min(0).max(1).nullable().meta({ description: 'Of the whole job; null: cannot be known.' }),
    step: z.int().nonnegative().optional(),
    total_steps: z.int().positive().optional(),
    eta_s: z.number().nonnegative().optional(),
  })
  .meta({ id: 'WorkerProgress' });
export type WorkerProgress = z.infer<typeof workerProgressSchema>;
