import { z } from 'zod';

/**
 * Where a call goes: the routes of the job API, of the worker protocol and of the management API. `job-progress`: what is posted
 * to the address of `job-done` while the job goes on. */
export const faultRoutes = [
  'run',
  'runsync',
  'status',
  'status-sync',
  'stream',
  'cancel',
  'retry',
  'purge-queue',
  'health',
  'job-take',
  'job-stop',
  'job-done',
  'job-progress',
  'job-stream',
  'ping',
  'serverless',
  'serverless-workers',
  'catalog-gpus',
] as const;

/** The call was carried out before its answer went wrong. Left out: it was not. */
const accepted = z.boolean().default(false);

/**
 * How an answer can go wrong.
 *
 * - `server_error`: a 5xx, before or after the call was carried out.
 * - `reset`: the connection is reset, before or after.
 * - `hang`: no answer ever comes, before or after.
 * - `too_many_requests`: 429, with the `Retry-After` that is given.
 * - `unauthorized`: 401, as for a key that was revoked.
 * - `not_found`: 404, as for a result that was forgotten, or an endpoint that was deleted.
 * - `html`: a page of some proxy where JSON belongs, before or after.
 * - `truncated_json`: half of the JSON, before or after.
 * - `state_word`: the right answer with another word for its state, such as RUNNING, or one that nobody knows.
 * - `earlier_state`: the answer of an earlier moment: IN_QUEUE and IN_PROGRESS after the end.
 * - `slow`: the right answer, so many milliseconds of the simulator's clock late.
 * - `forget_result`: on `job-done`: the result is taken and lost at once, long before its 30 minutes.
 */
export const answerFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('server_error'), status: z.int().min(500).max(599).default(500), accepted }),
  z.object({ kind: z.literal('reset'), accepted }),
  z.object({ kind: z.literal('hang'), accepted }),
  z.object({ kind: z.literal('too_many_requests'), retryAfter: z.string().optional() }),
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('not_found') }),
  z.object({ kind: z.literal('html'), status: z.int().min(200).max(599).default(200), accepted }),
  z.object({ kind: z.literal('truncated_json'), accepted: z.boolean().default(true) }),
  z.object({ kind: z.literal('state_word'), word: z.string() }),
  z.object({ kind: z.literal('earlier_state'), state: z.enum(['IN_QUEUE', 'IN_PROGRESS']).default('IN_PROGRESS') }),
  z.object({ kind: z.literal('slow'), delayMs: z.number().positive() }),
  z.object({ kind: z.literal('forget_result') }),
]);
export type AnswerFault = z.infer<typeof answerFaultSchema>;

/** Which calls a fault is for. */
export const faultRuleSchema = z.object({
  fault: answerFaultSchema,
  route: z.enum(faultRoutes),
  /** Only for this job: its id at the service, or the `attempt_id` or `job_id` in its input. Left out: any. */
  job: z.string().optional(),
  /** For so many calls; `always`: until it is taken away. */
  times: z.union([z.int().positive(), z.literal('always')]).default(1),
});
export type FaultRule = z.input<typeof faultRuleSchema>;
