import { z } from 'zod';
import { assetTypes } from '../asset-type.ts';
import { assetIdSchema, jobIdSchema, projectIdSchema } from '../ids.ts';
import { jobInputSchema, prioritySchema } from '../job.ts';
import { jobKindIdSchema } from '../job-kinds/index.ts';
import { jobStates } from '../job-states.ts';
import { problemCodes } from '../problem.ts';
import { projectNameSchema } from '../project.ts';
import { timestampSchema } from '../timestamp.ts';

/** What `POST /api/v1/jobs` takes. `input` is checked against the kind and the model after the envelope. */
export const createJobRequestSchema = z
  .strictObject({
    kind: jobKindIdSchema,
    input: jobInputSchema,
    engine: z.string().min(1).max(100).optional(),
    projectId: projectIdSchema.nullable().optional(),
    priority: prioritySchema.optional(),
    placement: z.enum(['front', 'back']).optional().meta({ description: 'front: before everything that waits.' }),
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
  cursor: z.string().max(1000).optional(),
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
  sort: z.enum(['newest', 'queue']).optional().meta({
    description: 'queue: those that have not ended, in the order of their turn: what runs, then what waits.',
  }),
});
export type ListJobsQuery = z.infer<typeof listJobsQuerySchema>;

/** Several jobs at once: all of them enter the queue, in this order, or none does. */
export const createJobsRequestSchema = z
  .strictObject({ jobs: z.array(createJobRequestSchema).min(1).max(200) })
  .meta({ id: 'CreateJobsRequest' });
export type CreateJobsRequest = z.infer<typeof createJobsRequestSchema>;

/** Where a queued job goes: right behind another queued one, or before all of them. */
export const moveJobRequestSchema = z.strictObject({ after: jobIdSchema.nullable() }).meta({ id: 'MoveJobRequest' });
export type MoveJobRequest = z.infer<typeof moveJobRequestSchema>;

/** Cancels every job that has not ended, but those named. */
export const cancelJobsRequestSchema = z
  .strictObject({ except: z.array(jobIdSchema).max(200).default([]) })
  .meta({ id: 'CancelJobsRequest' });
export type CancelJobsRequest = z.infer<typeof cancelJobsRequestSchema>;

/** What a job would take, before it is queued. */
export const estimateSchema = z
  .object({
    seconds: z
      .number()
      .nonnegative()
      .nullable()
      .meta({ description: 'From jobs like it, else about what its engine says; null: not known.' }),
    basedOn: z
      .int()
      .nonnegative()
      .meta({ description: 'How many jobs that rests on; 0: on figures that were published, or on nothing.' }),
    costUsd: z.number().nonnegative().nullable(),
  })
  .meta({ id: 'Estimate' });
export type Estimate = z.infer<typeof estimateSchema>;

const yesSchema = z.literal('1');
export const assetSorts = ['newest', 'oldest', 'name', 'longest', 'largest'] as const;
export const assetRatios = ['landscape', 'portrait', 'square'] as const;

export const listAssetsQuerySchema = z.strictObject({
  ...pageQuerySchema.shape,
  offset: z.coerce.number().int().min(0).max(10_000_000).optional().meta({
    description: 'Skip so many. For views that jump; not together with cursor.',
  }),
  type: z.enum(assetTypes).optional(),
  idEnd: z
    .string()
    .regex(/^[0-9a-f]{4,32}$/, 'Give 4 to 32 of the characters 0 to 9 and a to f.')
    .optional()
    .meta({ description: 'Its id ends in this.' }),
  jobId: jobIdSchema.optional(),
  projectId: projectIdSchema.or(z.literal('none')).optional().meta({ description: '`none`: in no project.' }),
  engine: z.string().max(100).optional(),
  ratio: z.enum(assetRatios).optional(),
  from: timestampSchema.optional().meta({ description: 'Made at this moment or later.' }),
  to: timestampSchema.optional().meta({ description: 'Made before this moment.' }),
  favourite: yesSchema.optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).optional(),
  trash: yesSchema.optional().meta({ description: 'What lies in the trash, instead of the library.' }),
  sort: z.enum(assetSorts).optional().meta({ description: 'Left out: newest.' }),
  q: z.string().max(200).optional().meta({
    description: 'Words, each found by its beginning, in prompts, names and models.',
  }),
});
export type ListAssetsQuery = z.infer<typeof listAssetsQuerySchema>;

export const assetNameSchema = z
  .string()
  .trim()
  .min(1, 'The name is empty.')
  .max(200, 'The name is longer than 200 characters.');

/** What a person changes on an asset. */
export const patchAssetRequestSchema = z
  .strictObject({
    name: assetNameSchema.optional(),
    favourite: z.boolean().optional(),
    projectId: projectIdSchema.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one field to change: name, favourite or projectId.')
  .meta({ id: 'PatchAssetRequest' });
export type PatchAssetRequest = z.infer<typeof patchAssetRequestSchema>;

/** One change to many assets. */
export const changeAssetsRequestSchema = z
  .strictObject({
    ids: z.array(assetIdSchema).min(1).max(1000),
    change: z
      .strictObject({
        favourite: z.boolean().optional(),
        projectId: projectIdSchema.nullable().optional(),
        isTrashed: z.boolean().optional(),
      })
      .refine((change) => Object.keys(change).length > 0, 'Name a change: favourite, projectId or isTrashed.'),
  })
  .meta({ id: 'ChangeAssetsRequest' });
export type ChangeAssetsRequest = z.infer<typeof changeAssetsRequestSchema>;

/** What came of a change to many assets; those refused are as they were. */
export const changedAssetsSchema = z
  .object({
    changed: z.array(assetIdSchema),
    refused: z.array(z.object({ id: assetIdSchema, code: z.enum(problemCodes), detail: z.string() })),
  })
  .meta({ id: 'ChangedAssets' });
export type ChangedAssets = z.infer<typeof changedAssetsSchema>;

export const projectRequestSchema = z.strictObject({ name: projectNameSchema }).meta({ id: 'ProjectRequest' });
export type ProjectRequest = z.infer<typeof projectRequestSchema>;

/** Ids with commas between them, as a query takes them. */
export const assetIdListSchema = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(assetIdSchema).min(1).max(200));

/** A page of a list; `nextCursor` is null on the last one. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
