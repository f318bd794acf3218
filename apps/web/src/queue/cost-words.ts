import { type Engine, isEndState, type Job } from '@videoexpress/job-schema';
import { inputNumber } from '../words/job-words.ts';
import { aboutUsd, formatUsd } from '../words/money.ts';

/** What a second of rendering the job costs where it runs, in US dollars; null where nobody knows. */
function priceOf(job: Job, engines: readonly Engine[]): number | null {
  if (job.kind === 'publish') return 0;
  const engine = engines.find(({ id }) => id === job.engine);
  const model = engine?.models.find(({ id }) => id === job.input['model']) ?? engine?.models[0];
  return model?.pricePerSecondUsd ?? null;
}

/** Whether nothing that happens to the job can cost money. */
export function isFree(job: Job, engines: readonly Engine[]): boolean {
  return priceOf(job, engines) === 0;
}

/**
 * Whether a job that came to nothing cost anything, as a sentence. Null where its own sentence says so already, and
 * where there is nothing to say because the job never began.
 */
export function spentWords(job: Job, engines: readonly Engine[]): string | null {
  // Services take posts for nothing: money is not what a person asks then.
  if (job.kind === 'publish') return null;
  if (/\b(spent|cost|billed|charged)\b/i.test(job.error?.userMessage ?? '')) return null;
  const actual = job.cost?.actualUsd;
  if (actual !== null && actual !== undefined && actual > 0) return `${formatUsd(actual)} spent.`;
  if (actual === 0 || job.submissions === 0 || isFree(job, engines)) return 'Nothing was spent.';
  return 'What it cost is not known.';
}

/**
 * What a job under way has cost until now, as its engine reports it: `~$0.04 so far`. It is time at a price, not yet a bill.
 * Null where it is free, or nobody says.
 */
export function soFarWords(job: Job, engines: readonly Engine[]): string | null {
  if (isEndState(job.state)) return null;
  const { costUsd } = job.progress;
  if (costUsd !== undefined && costUsd > 0) {
    const said = formatUsd(costUsd);
    return `${said.startsWith('<') ? said : `~${said}`} so far`;
  }
  // What only waits there is billed by nobody whose price is one by the second.
  const price = priceOf(job, engines);
  return job.state === 'submitted' && price !== null && price > 0 ? 'Nothing billed yet' : null;
}

/** What a job is expected to cost, before it ends: `about $0.10`; null where that is nothing, or not known. */
export function expectedWords(job: Job): string | null {
  const expected = job.cost?.estimatedUsd ?? null;
  return expected === null || expected === 0 ? null : aboutUsd(expected);
}

/** What an ended job cost, for its row: `$0.06`, and `free` where there is a clip of it; null where there is nothing to say. */
export function endedCostWords(job: Job): string | null {
  const actual = job.cost?.actualUsd ?? null;
  if (actual === null) return null;
  if (actual > 0) return formatUsd(actual);
  return job.state === 'succeeded' ? 'free' : null;
}

/** All that is known of a job's cost: `$0.06, about $0.10 expected`, `~$0.04 so far`, `free`; null where nothing is. */
export function jobCostWords(job: Job, engines: readonly Engine[]): string | null {
  const actual = job.cost?.actualUsd ?? null;
  const expected = expectedWords(job);
  const known = actual === null ? soFarWords(job, engines) : actual === 0 ? 'free' : formatUsd(actual);
  const said = known ?? unsaidCost(job, engines);
  if (expected === null) return said;
  return said === null ? `${expected} expected` : `${said}, ${expected} expected`;
}

/** What to say where no engine named a cost. */
function unsaidCost(job: Job, engines: readonly Engine[]): string | null {
  if (isFree(job, engines)) return 'free';
  return isEndState(job.state) && job.submissions > 0 ? 'not known' : null;
}

/** The length in seconds of the clip that a job made or will make; null where its kind has none. */
export function clipSeconds(job: Job): number | null {
  const frames = inputNumber(job, 'num_frames');
  const fps = inputNumber(job, 'fps');
  return frames === null || fps === null ? null : frames / fps;
}
