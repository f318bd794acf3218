import {
  attemptIdSchema,
  failureCodeList,
  jobIdSchema,
  jobInputSchema,
  jobKindIdSchema,
} from '@videoexpress/job-schema';
import { z } from 'zod';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** One handing over of an order to a worker, with the links that were made for it. */
const deliverySchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  worker: z.string(),
  /** What each link leads to, by its token. */
  links: z.record(z.string(), z.string()),
  /** `lost`: the worker went without a word. `left`: it said so, or never got it. `failed`: its clip was no good. */
  ended: z.enum(['no', 'lost', 'left', 'failed']),
  /** Wall time in milliseconds since 1970. */
  sinceMs: z.number(),
});
export type Delivery = z.infer<typeof deliverySchema>;

const outcomeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('finished'), delivery: z.string(), sha256: sha256Schema, bytes: z.number() }),
  z.object({
    state: z.literal('failed'),
    code: z.enum(failureCodeList),
    detail: z.string(),
    userMessage: z.string(),
  }),
]);
export type OrderOutcome = z.infer<typeof outcomeSchema>;

/** Everything of an order that must outlive the daemon. */
export const orderRecordSchema = z.object({
  schema: z.literal(1),
  request: z.object({
    attemptId: attemptIdSchema,
    jobId: jobIdSchema,
    kind: jobKindIdSchema,
    input: jobInputSchema,
    files: z.record(z.string(), z.string()),
  }),
  /** The input files as they were measured, by their fields. */
  inputs: z.record(
    z.string(),
    z.object({ path: z.string(), bytes: z.number(), sha256: sha256Schema, extension: z.string() }),
  ),
  deliveries: z.array(deliverySchema),
  outcome: outcomeSchema.nullable(),
});
export type OrderRecord = z.infer<typeof orderRecordSchema>;
