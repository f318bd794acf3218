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

/** More news than this at once are counted, not read one by one. */
const mostReadOut = 3;
const ends = [
  ['succeeded', 'done'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
] as const;

/** What a screen reader should say when some jobs change at once, as those of a batch do; null for nothing. */
export function announcements(
  before: Readonly<Record<string, Job>>,
  now: Readonly<Record<string, Job>>,
): string | null {
  const changed = Object.values(now).filter((job) => before[job.id] !== job);
  const news = changed.map((job) => announcement(before[job.id], job)).filter((text) => text !== null);
  if (news.length === 0) return null;
  if (news.length <= mostReadOut) return news.join('. ');
  const queued = changed.filter((job) => before[job.id] === undefined && job.state === 'queued').length;
  const counts = queued > 0 ? [`${queued} jobs queued`] : [];
  for (const [state, word] of ends) {
    const count = changed.filter((job) => job.state === state && before[job.id]?.state !== state).length;
    if (count > 0) counts.push(`${count} ${word}`);
  }
  return counts.length === 0 ? null : counts.join(', ');
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
