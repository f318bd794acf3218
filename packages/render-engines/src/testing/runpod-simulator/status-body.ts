import type { JobQueue } from './job-queue.ts';
import { delayTimeMs, executionTimeMs, type SimulatedJob } from './simulated-job.ts';

/** A job as /status shows it. */
export function statusBody(job: SimulatedJob, queue: JobQueue, nowMs: number): Record<string, unknown> {
  const late = queue.lateProgressOf(job);
  const head = { id: job.id, status: late === null ? job.state : 'IN_PROGRESS' };
  const run = job.runs.at(-1);
  if (job.state === 'IN_QUEUE' || run === undefined) return head;
  const output = late === null ? job.output : late.output;
  return {
    delayTime: delayTimeMs(job),
    executionTime: executionTimeMs(job, nowMs),
    ...head,
    ...(output === undefined ? {} : { output }),
    ...(job.error === null ? {} : { error: job.error }),
    workerId: run.workerId,
  };
}
