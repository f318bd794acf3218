import type { EnginePause, Job } from '@videoexpress/job-schema';

/** A length of time as one says it: `3 min`, `2 h`. Never less than a minute. */
function roughly(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** A moment as a person of this browser reads it: the time, with the day where it is not today. */
export function formatMoment(atMs: number, nowMs: number, locale?: string): string {
  const at = new Date(atMs);
  const time = at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  if (at.toDateString() === new Date(nowMs).toDateString()) return time;
  return `${at.toLocaleDateString(locale, { day: 'numeric', month: 'short' })}, ${time}`;
}

/**
 * When a waiting job starts: at the hour a person set, or about when, where that can be told. Null says nothing, which
 * is better than a guess.
 */
export function startWords(job: Job, estimateMs: number | undefined, nowMs: number, locale?: string): string | null {
  const runAtMs = job.runAt === null ? 0 : Date.parse(job.runAt);
  if (runAtMs > nowMs) return `starts at ${formatMoment(runAtMs, nowMs, locale)}`;
  if (estimateMs === undefined) return null;
  const waitMs = estimateMs - nowMs;
  if (waitMs < 1000) return 'starts next';
  return waitMs < 45_000 ? 'starts in under a minute' : `starts in about ${roughly(waitMs)}`;
}

const pauseWords = { budget_reached: 'Waits for the budget', unauthorized: 'Waits for the key' } as const;

/** What a waiting job waits for besides its turn; null for nothing. One with an hour of its own waits for that first. */
export function pausedWords(job: Job, pauses: readonly EnginePause[], nowMs: number): string | null {
  if (job.runAt !== null && Date.parse(job.runAt) > nowMs) return null;
  const pause = pauses.find(({ engine }) => engine === job.engine);
  return pause === undefined ? null : pauseWords[pause.reason];
}
