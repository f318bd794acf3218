import { z } from 'zod';

const dayMs = 24 * 60 * 60_000;
const weekMs = 7 * dayMs;

/** The body of /run and /runsync. What it names beside these is handed to the worker as it is. */
export const jobRequestSchema = z.looseObject({
  input: z.record(z.string(), z.unknown()),
  webhook: z.string().optional(),
  policy: z
    .object({
      executionTimeout: z.number().min(5_000).max(weekMs).default(600_000),
      ttl: z.number().min(10_000).max(weekMs).default(dayMs),
      lowPriority: z.boolean().default(false),
    })
    .prefault({}),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

const namesSchema = z.object({ input: z.object({ attempt_id: z.string().optional(), job_id: z.string().optional() }) });

/** What tests may call a job by, beside its id at the service. */
export function namesIn(request: unknown): readonly string[] {
  const read = namesSchema.safeParse(request);
  if (!read.success) return [];
  const { attempt_id: attemptId, job_id: jobId } = read.data.input;
  return [attemptId, jobId].filter((name) => name !== undefined);
}

/** A body as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
