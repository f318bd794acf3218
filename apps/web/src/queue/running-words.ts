import type { Job } from '@videoexpress/job-schema';
import { formatElapsed } from '../words/durations.ts';
import { stageWords } from '../words/job-words.ts';

/** A stage that waits for something shows its own clock once it takes this long. */
const stageClockFromMs = 5_000;
/** Below this difference, the stage's clock and the job's say the same. */
const sameClockMs = 3_000;

function elapsedMs(job: Job, nowMs: number): number | null {
  return job.startedAt === null ? null : Math.max(0, nowMs - Date.parse(job.startedAt));
}

/** What the job is doing, with the stage's own clock where it only waits: `Waking GPU · 0:38`. */
export function stageWithClock(job: Job, nowMs: number): string {
  const words = stageWords(job);
  const { fraction, stageStartedAt } = job.progress;
  if (fraction !== null || stageStartedAt === undefined || nowMs === 0) return words;
  const inStageMs = nowMs - Date.parse(stageStartedAt);
  const inJobMs = elapsedMs(job, nowMs);
  if (inStageMs < stageClockFromMs) return words;
  if (inJobMs !== null && inJobMs - inStageMs < sameClockMs) return words;
  return `${words} · ${formatElapsed(inStageMs)}`;
}

/** How long the job has run, of how long such a job usually takes: `2:11 of ~5:20`. Without history only `2:11`. */
export function elapsedWords(job: Job, nowMs: number): string | null {
  const elapsed = elapsedMs(job, nowMs);
  if (elapsed === null || nowMs === 0) return null;
  const words = formatElapsed(elapsed);
  if (job.expectedSeconds === null || job.expectedSeconds < 1) return words;
  const usual = formatElapsed(job.expectedSeconds * 1000);
  return elapsed > job.expectedSeconds * 1000 ? `${words}, usually ${usual}` : `${words} of ~${usual}`;
}

/**
 * How long it took from the click until the engine was at work on the job, in milliseconds: the studio's queue, the one over
 * there, and waking a GPU. Null before that, for a job that had to begin again, and for one that a person set for later.
 */
export function clickToRenderMs(job: Job): number | null {
  const { renderStartedAt } = job.progress;
  if (renderStartedAt === undefined || job.attempt > 1 || job.runAt !== null) return null;
  return Math.max(0, Date.parse(renderStartedAt) - Date.parse(job.createdAt));
}
