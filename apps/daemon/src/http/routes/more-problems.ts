import { createJobRequestSchema, type FieldProblem, type RouteName } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';
import { z } from 'zod';

/** Finds what else is wrong with a body that its schema refused, so that a person mends everything at once. */
export type MoreProblems = { readonly [Name in RouteName]?: (body: unknown) => Promise<readonly FieldProblem[]> };

const { kind, input, engine } = createJobRequestSchema.shape;
/** As much of a request as the rules need to look at its input; whatever stands beside it does not matter to them. */
const checkable = z.object({ kind, input, engine });
const batch = z.object({ jobs: z.array(z.unknown()).max(200) });

/** A wrong field beside `input` does not hide what is wrong in it. */
export function moreJobProblems({ jobs }: Pick<Studio, 'jobs'>): MoreProblems {
  async function inJob(body: unknown): Promise<readonly FieldProblem[]> {
    const job = checkable.safeParse(body);
    if (!job.success) return [];
    const checked = await jobs.check(job.data);
    return checked.ok ? [] : (checked.error.errors ?? []);
  }

  return {
    createJob: inJob,
    estimateJob: inJob,
    async createJobs(body) {
      const several = batch.safeParse(body);
      if (!several.success) return [];
      const found: FieldProblem[] = [];
      for (const [index, job] of several.data.jobs.entries())
        for (const { path, message } of await inJob(job)) found.push({ path: `jobs.${index}.${path}`, message });
      return found;
    },
  };
}
