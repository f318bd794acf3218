import { z } from 'zod';
import { failureCodeList } from './failure-codes.ts';
import { assetIdSchema, jobIdSchema, projectIdSchema } from './ids.ts';
import { jobKindIdSchema } from './job-kinds/index.ts';
import { jobStates } from './job-states.ts';
import { timestampSchema } from './timestamp.ts';

/** Measured progress. `fraction` is null where it cannot be known; nothing is ever estimated from a clock. */
export const progressSchema = z
  .object({
    fraction: z.number().min(0).max(1).nullable(),
    stage: z.string(),
    step: z.int().nonnegative().optional(),
    totalSteps: z.int().positive().optional(),
    etaSeconds: z.number().nonnegative().optional(),
    costUsd: z.number().nonnegative().optional().meta({
      description: 'What was billed for it until now, as far as the engine says; left out where it costs nothing.',
    }),
    stageStartedAt: timestampSchema.optional(),
    renderStartedAt: timestampSchema.optional().meta({
      description: 'When the engine was first seen at work on the run that goes on, or was the last; kept to its end.',
    }),
    previewId: z.string().optional().meta({ description: 'Names the newest preview frame; a new frame, a new name.' }),
  })
  .meta({ id: 'Progress' });
export type Progress = z.infer<typeof progressSchema>;

export const jobErrorSchema = z
  .object({
    code: z.enum(failureCodeList),
    detail: z.string().meta({ description: 'For logs and the curious.' }),
    userMessage: z.string().meta({ description: 'What happened, whether it cost anything, what to do.' }),
    retryable: z.boolean(),
  })
  .meta({ id: 'JobError' });
export type JobError = z.infer<typeof jobErrorSchema>;

export const prioritySchema = z.int().min(-1_000_000).max(1_000_000);

/** A job's resolved input: every value it runs with. */
export const jobInputSchema = z.record(z.string(), z.unknown());
export type JobInput = z.infer<typeof jobInputSchema>;

/** One piece of work in the queue, as everyone sees it. */
export const jobSchema = z
  .object({
    id: jobIdSchema,
    kind: jobKindIdSchema,
    state: z.enum(jobStates),
    progress: progressSchema,
    engine: z.string(),
    input: jobInputSchema,
    output: z.object({ assetIds: z.array(assetIdSchema) }),
    error: jobErrorSchema.nullable(),
    attempt: z.int().positive(),
    submissions: z.int().nonnegative().meta({
      description: 'How often the engine was asked to do it. More than the attempts: a possible double charge.',
    }),
    priority: prioritySchema,
    position: z.number().meta({ description: 'Order among the queued jobs of one priority, lower first.' }),
    expectedSeconds: z.number().nonnegative().nullable().meta({
      description: "How long such a job usually runs, from the studio's own history; null: not known.",
    }),
    projectId: projectIdSchema.nullable(),
    retryOf: jobIdSchema.nullable(),
    runAt: timestampSchema.nullable().meta({ description: 'Not before this moment; null: as soon as there is room.' }),
    cost: z
      .object({
        estimatedUsd: z.number().nullable().meta({ description: 'Before it is rendered, from jobs like it.' }),
        actualUsd: z.number().nullable().meta({ description: 'What its attempts came to together, as engines say.' }),
      })
      .nullable()
      .meta({ description: 'Null: nothing is known. 0: free.' }),
    createdAt: timestampSchema,
    startedAt: timestampSchema.nullable().meta({
      description:
        'When the run began that goes on now, or that was the last. Work that begins again begins a new one.',
    }),
    finishedAt: timestampSchema.nullable(),
    version: z.int().positive(),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;
