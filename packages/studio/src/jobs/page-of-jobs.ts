import { err, type Job, jobIdSchema, type ListJobsQuery, ok, type Result } from '@videoexpress/job-schema';
import type { Page } from '../page.ts';
import type { Refusal } from '../refusal.ts';
import type { JobStore } from './job-store.ts';

/** A page of jobs. The cursor is the id of the last one of the page before. */
export async function pageOfJobs(store: JobStore, query: ListJobsQuery): Promise<Result<Page<Job>, Refusal>> {
  const { cursor } = query;
  const isCursor = cursor === undefined || jobIdSchema.safeParse(cursor).success;
  const page = isCursor ? await store.list(query) : null;
  if (page !== null) return ok(page);
  const message = 'Is not a cursor of this list. Use nextCursor of the page before, or leave it out.';
  return err({ code: 'invalid_input', detail: message, errors: [{ path: 'cursor', message }] });
}
