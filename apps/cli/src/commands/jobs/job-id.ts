import { exitCodes } from '@videoexpress/host';
import { err, jobIdSchema, ok, type JobId, type Result } from '@videoexpress/job-schema';
import type { DaemonLink } from '../../daemon-link/link.ts';
import { callFailure, usageFailure, type Failure } from '../../failure.ts';

/** How a job's id is shown in a list. The end of an id is random, its beginning is the time and nearly always the same. */
export function shortId(id: JobId): string {
  return id.slice(-8);
}

/** A whole id, or the end of one of the 200 newest jobs, at least 4 characters of it. */
export async function resolveJobId(link: DaemonLink, text: string): Promise<Result<JobId, Failure>> {
  const whole = jobIdSchema.safeParse(text);
  if (whole.success) return ok(whole.data);
  if (!/^[0-9a-f]{4,31}$/.test(text)) {
    return err(usageFailure(`"${text}" is no job id.`, 'Ids are listed by: videoexpress jobs list'));
  }
  const page = await link.client.call('listJobs', { query: { limit: 200 } });
  if (!page.ok) return err(callFailure(page.error));
  const matching = page.value.body.items.map(({ id }) => id).filter((id) => id.endsWith(text));
  const [first, second] = matching;
  if (first !== undefined && second === undefined) return ok(first);
  if (first !== undefined) return err(usageFailure(`Several jobs end in "${text}". Give more of the id.`));
  const message = `No job ends in "${text}".`;
  return err({
    exitCode: exitCodes.error,
    code: 'not_found',
    message,
    fix: 'Ids are listed by: videoexpress jobs list',
  });
}
