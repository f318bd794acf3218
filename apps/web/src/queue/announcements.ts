import type { Job } from '@videoexpress/job-schema';
import { shortTitle } from '../words/job-words.ts';

/** Progress is said aloud when it passes one of these, not at every percent. */
const spokenFractions = [0.25, 0.5, 0.75] as const;

function spokenTitle(job: Job): string {
  const characters = [...shortTitle(job)];
  return characters.length > 60 ? `${characters.slice(0, 60).join('')}…` : characters.join('');
}

function spokenPassed(job: Job): number {
  const { fraction } = job.progress;
  return fraction === null ? 0 : (spokenFractions.findLast((spoken) => fraction >= spoken) ?? 0);
}

/** What a screen reader should say when a job changes from `before` to `now`; null for nothing. */
export function announcement(before: Job | undefined, now: Job): string | null {
  if (before === undefined) return now.state === 'queued' ? `Queued: ${spokenTitle(now)}` : null;
  if (before.state !== now.state) {
    if (now.state === 'succeeded') return `Done: ${spokenTitle(now)}`;
    if (now.state === 'cancelled') return `Cancelled: ${spokenTitle(now)}`;
    if (now.state === 'failed') return `Failed: ${spokenTitle(now)}. ${now.error?.userMessage ?? ''}`.trim();
    if (now.state === 'running') return `Running: ${spokenTitle(now)}`;
  }
  const passed = spokenPassed(now);
  if (now.state !== 'running' || passed <= spokenPassed(before)) return null;
  return `${Math.round(passed * 100)} percent: ${spokenTitle(now)}`;
}
