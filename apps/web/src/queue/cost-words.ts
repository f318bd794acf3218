import type { Engine, Job } from '@videoexpress/job-schema';
import { inputNumber } from '../words/job-words.ts';
import { formatCost } from '../words/money.ts';

function isFree(job: Job, engines: readonly Engine[]): boolean {
  const engine = engines.find(({ id }) => id === job.engine);
  const model = engine?.models.find(({ id }) => id === job.input['model']) ?? engine?.models[0];
  return model?.pricePerSecondUsd === 0;
}

/**
 * Whether a job that came to nothing cost anything, as a sentence. Null where its own sentence says so already, and
 * where there is nothing to say because the job never began.
 */
export function spentWords(job: Job, engines: readonly Engine[]): string | null {
  if (/\b(spent|cost|billed|charged)\b/i.test(job.error?.userMessage ?? '')) return null;
  const actual = job.cost?.actualUsd;
  if (actual !== null && actual !== undefined && actual > 0) return `${formatCost(actual)} spent.`;
  if (actual === 0 || job.submissions === 0 || isFree(job, engines)) return 'Nothing was spent.';
  return 'What it cost is not known.';
}

/** The length in seconds of the clip that a job made or will make; null where its kind has none. */
export function clipSeconds(job: Job): number | null {
  const frames = inputNumber(job, 'num_frames');
  const fps = inputNumber(job, 'fps');
  return frames === null || fps === null ? null : frames / fps;
}
