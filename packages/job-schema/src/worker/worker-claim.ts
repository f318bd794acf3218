import { z } from 'zod';
import { attemptIdSchema } from '../ids.ts';
import { workerHead } from './worker-version.ts';

/** The claim that the worker writes as its first act: who renders this attempt. */
export const workerClaimSchema = z
  .object({
    type: z.literal('claim'),
    ...workerHead,
    attempt_id: attemptIdSchema,
    remote_id: z.string().min(1),
  })
  .meta({ id: 'WorkerClaim' });
export type WorkerClaim = z.infer<typeof workerClaimSchema>;
