import type { Job } from '@videoexpress/job-schema';
import { newestClip, type QueueSections } from '../../queue/queue-order.ts';

/**
 * The job that the stage shows: the one a person chose, else the newest clip, else what is on its way, else the newest
 * of what came to nothing. Null where there is no job at all.
 */
export function jobToShow(
  jobs: Readonly<Record<string, Job>>,
  sections: QueueSections,
  chosen: string | null,
): Job | null {
  const picked = chosen === null ? undefined : jobs[chosen];
  return picked ?? newestClip(sections) ?? sections.running[0] ?? sections.queued[0] ?? sections.ended[0] ?? null;
}
