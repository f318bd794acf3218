import { z } from 'zod';
import { jobStates } from './job-states.ts';

/** Why the queue gives out no work: a person paused it, or the daemon holds it until a fault is gone. */
export const queueHoldSchema = z.object({
  reason: z.enum(['paused_by_person', 'disk_full', 'database_busy']),
  userMessage: z.string(),
});
export type QueueHold = z.infer<typeof queueHoldSchema>;

/** Why one engine is given no work; the others go on. */
export const enginePauseSchema = z.object({
  engine: z.string(),
  reason: z.enum(['unauthorized', 'budget_reached']),
  userMessage: z.string().meta({ description: 'What happened, whether it cost anything, what to do.' }),
});
export type EnginePause = z.infer<typeof enginePauseSchema>;

export const queueSchema = z
  .object({
    paused: z.boolean(),
    holds: z.array(queueHoldSchema),
    enginePauses: z.array(enginePauseSchema).default([]).meta({ description: 'Left out by events of older versions.' }),
    solo: z.boolean().meta({ description: 'The daemon runs only the jobs of the command that started it.' }),
    counts: z.record(z.enum(jobStates), z.int().nonnegative()),
  })
  .meta({ id: 'Queue' });
export type Queue = z.infer<typeof queueSchema>;
