import type { Job } from '@videoexpress/job-schema';
import { isPublishing } from '../../words/job-words.ts';
import { newestClip, type QueueSections } from '../../queue/queue-order.ts';

/**
 * The job that the stage shows while nobody chose one: of those that were queued here the one that runs, else the newest
 * clip, else what is on its way, else the newest of what came to nothing. Null where
 * there is no job that makes clips.
 */
export function jobToShow(sections: QueueSections, queuedHere: readonly string[] = []): Job | null {
  const mine = sections.running.find(({ id }) => queuedHere.includes(id));
  const clipJob = (jobs: readonly Job[]) => jobs.find((job) => !isPublishing(job));
  const others = clipJob(sections.running) ?? clipJob(sections.queued) ?? clipJob(sections.ended);
  return mine ?? newestClip(sections) ?? others ?? null;
}
