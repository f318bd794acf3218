import type { Engine, Job } from '@videoexpress/job-schema';
import { isFree } from './cost-words.ts';

/**
 * Whether a job was sent more often than it was tried, and so may be charged twice: the answer to a submission was lost, and
 * nobody could tell whether it had been taken. Never where that costs nothing.
 */
export function mayBeChargedTwice(job: Job, engines: readonly Engine[]): boolean {
  return job.submissions > job.attempt && !isFree(job, engines);
}

/** The same as two sentences, for the job's own page: what happened, and what that can mean for the bill. */
export function doubleChargeWords(job: Job, engines: readonly Engine[]): string | null {
  if (!mayBeChargedTwice(job, engines)) return null;
  const label = engines.find(({ id }) => id === job.engine)?.label ?? job.engine;
  const times = job.submissions - job.attempt;
  const again = times === 1 ? 'once more' : `${times} times more`;
  return `The answer of ${label} to a submission was lost, so it was sent ${again}. It may have been charged twice: see the bill of ${label}.`;
}
