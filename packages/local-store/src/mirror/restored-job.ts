import { isEndState, jobSchema, type Job } from '@videoexpress/job-schema';
import { jobToRow } from '../rows.ts';
import type { NewJobRow } from '../tables.ts';

/** Names no run of a daemon, so no job of it is ever taken for one that waits for its engine. */
const restoredBootId = 'restored';

/** A job as it comes back; null where it is none. One that had not ended is cancelled: its engine is out of reach. */
export function restoredJob(
  data: unknown,
  nowMs: number,
): { readonly row: NewJobRow; readonly cancelled: boolean } | null {
  const parsed = jobSchema.safeParse(data);
  if (!parsed.success) return null;
  const job = parsed.data;
  const cancelled = !isEndState(job.state);
  const ended: Job = cancelled ? { ...job, state: 'cancelled' } : job;
  return {
    cancelled,
    row: {
      ...jobToRow(ended, restoredBootId),
      error_json: ended.error === null ? null : JSON.stringify(ended.error),
      started_at_ms: ended.startedAt === null ? null : Date.parse(ended.startedAt),
      finished_at_ms: ended.finishedAt === null ? nowMs : Date.parse(ended.finishedAt),
    },
  };
}
