import type { Studio } from '@videoexpress/studio';
import { json } from '../answer/reply.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** Reading, pausing, resuming and emptying the queue. */
export function queueHandlers({
  queue,
  jobs,
  events,
}: Pick<Studio, 'queue' | 'jobs' | 'events'>): Pick<
  Handlers,
  'getQueue' | 'pauseQueue' | 'resumeQueue' | 'cancelJobs'
> {
  return {
    getQueue: () => readWithEventId(events, () => queue.read()),
    pauseQueue: async () => json(200, await queue.pause()),
    resumeQueue: async () => json(200, await queue.resume()),
    cancelJobs: async ({ body }) => json(200, { cancelled: await jobs.cancelAll(body.except) }),
  };
}
