import type { Job } from '@videoexpress/job-schema';
import { newestClip, type QueueSections } from '../../queue/queue-order.ts';

/**
 * The job that the stage shows while nobody chose one: of those that were queued here the one that runs, else the newest
 * clip, else what is on its way, else the newest of what came to nothing. Null where there is no job at all.
 */
export function jobToShow(sections: QueueSections, queuedHere: readonly string[] = []): Job | null {
  const mine = sections.running.find(({ id }) => queuedHere.includes(id));
  return mine ?? newestClip(sections) ?? sections.running[0] ?? sections.queued[0] ?? sections.ended[0] ?? null;
}
