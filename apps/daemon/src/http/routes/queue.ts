import type { Studio } from '@videoexpress/studio';
import { json } from '../answer/reply.ts';
import { readWithEventId } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** Reading, pausing and resuming the queue. */
export function queueHandlers({
  queue,
  events,
}: Pick<Studio, 'queue' | 'events'>): Pick<Handlers, 'getQueue' | 'pauseQueue' | 'resumeQueue'> {
  return {
    getQueue: () => readWithEventId(events, () => queue.read()),
    pauseQueue: async () => json(200, await queue.pause()),
    resumeQueue: async () => json(200, await queue.resume()),
  };
}
