import { z } from 'zod';
import { assetTypes } from '../asset.ts';
import { jobIdSchema, projectIdSchema } from '../ids.ts';
import { jobInputSchema, prioritySchema } from '../job.ts';
import { jobKindIdSchema } from '../job-kinds/index.ts';
import { jobStates } from '../job-states.ts';
import { timestampSchema } from '../timestamp.ts';

/** What `POST /api/v1/jobs` takes. `input` is checked against the kind and the model after the envelope. */
export const createJobRequestSchema = z
  .strictObject({
    kind: jobKindIdSchema,
    input: jobInputSchema,
    engine: z.string().min(1).max(100).optional(),
    projectId: projectIdSchema.nullable().optional(),
    priority: prioritySchema.optional(),
    runAt: timestampSchema.nullable().optional(),
  })
  .meta({ id: 'CreateJobRequest' });
export type CreateJobRequest = z.infer<typeof createJobRequestSchema>;

/** What can be changed on a job that is still queued. */
export const patchJobRequestSchema = z
  .strictObject({
    priority: prioritySchema.optional(),
    input: jobInputSchema.optional(),
    runAt: timestampSchema.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change: priority, input or runAt.')
  .meta({ id: 'PatchJobRequest' });
export type PatchJobRequest = z.infer<typeof patchJobRequestSchema>;

/** One key a click, kept 7 days, only to repeat a lost request. */
export const idempotencyHeaderSchema = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'Use 1 to 200 visible ASCII characters, one key per click.')
    .optional(),
});

export const pageQuerySchema = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const listJobsQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(jobStates)))
    .optional()
    .meta({ description: 'One state, or several with commas.' }),
  kind: jobKindIdSchema.optional(),
  projectId: projectIdSchema.optional(),
  q: z.string().max(200).optional(),
});
export type ListJobsQuery = z.infer<typeof listJobsQuerySchema>;

export const listAssetsQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  type: z.enum(assetTypes).optional(),
  jobId: jobIdSchema.optional(),
  projectId: projectIdSchema.optional(),
  q: z.string().max(200).optional(),
});
export type ListAssetsQuery = z.infer<typeof listAssetsQuerySchema>;

/** A page of a list; `nextCursor` is null on the last one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
