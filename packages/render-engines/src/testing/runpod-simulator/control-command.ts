import { z } from 'zod';
import { faultRuleSchema } from './answer-fault.ts';
import { behaviourSchema } from './light-worker/behaviour.ts';

const capacitySchema = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal(['open', 'none', 'throttled']) }),
  z.object({ mode: z.literal('cold'), coldStartMs: z.number().nonnegative() }),
]);

const countsSchema = z
  .object({
    idle: z.int().nonnegative(),
    initializing: z.int().nonnegative(),
    ready: z.int().nonnegative(),
    running: z.int().nonnegative(),
    throttled: z.int().nonnegative(),
    unhealthy: z.int().nonnegative(),
  })
  .partial();

/** What a simulator in another process can be told. `worker`, where it may be left out: the one that started first. */
export const controlCommandSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('state') }),
  z.object({ command: z.literal('add_fault'), rule: faultRuleSchema }),
  z.object({ command: z.literal('clear_faults') }),
  z.object({ command: z.literal('set_capacity'), capacity: capacitySchema }),
  z.object({ command: z.literal('script_workers'), counts: countsSchema }),
  z.object({ command: z.literal('set_network'), state: z.enum(['up', 'refused']) }),
  z.object({ command: z.literal('show_late_progress'), shows: z.boolean() }),
  z.object({ command: z.literal('forget_job'), job: z.string() }),
  z.object({ command: z.literal('start_worker'), behaviour: behaviourSchema.default({}) }),
  z.object({ command: z.literal('kill_worker'), worker: z.string() }),
  z.object({ command: z.literal('next_behaviour'), worker: z.string().optional(), behaviour: behaviourSchema }),
  z.object({ command: z.literal('let_go'), worker: z.string().optional() }),
]);
export type ControlCommand = z.input<typeof controlCommandSchema>;

/** What every command answers with: how things stand after it. */
export const controlStateSchema = z.object({
  jobs: z.array(
    z.object({
      id: z.string(),
      /** The `attempt_id` in its input; null where it has none. */
      attemptId: z.string().nullable(),
      state: z.string(),
      workers: z.array(z.string()),
      billedMs: z.number(),
    }),
  ),
  /** Ids of the light workers in the simulator's process, and whether each holds at a stage. */
  lightWorkers: z.array(z.object({ id: z.string(), isHolding: z.boolean() })),
  /** Ids of all workers that are alive. */
  workers: z.array(z.string()),
  /** Ids of workers that ever asked for work. */
  askedForWork: z.array(z.string()),
  /** Calls by route. */
  requests: z.record(z.string(), z.number()),
  /** The most calls within ten seconds, by route. */
  mostInTenSeconds: z.record(z.string(), z.number()),
  faultsPending: z.number(),
  billedMs: z.number(),
});
export type ControlState = z.infer<typeof controlStateSchema>;
