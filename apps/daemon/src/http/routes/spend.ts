import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import { eventIdHeader } from './event-id.ts';
import type { Handlers } from './handler.ts';

/** What renders cost. */
export function spendHandlers({
  spend,
  jobs,
  events,
}: Pick<Studio, 'spend' | 'jobs' | 'events'>): Pick<Handlers, 'getSpend' | 'listJobAttempts'> {
  return {
    getSpend: async ({ query }) => {
      const headers = await eventIdHeader(events);
      return json(200, await spend(query.months), headers);
    },
    listJobAttempts: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const items = await jobs.attempts(params.id);
      return items === null
        ? refuse({ code: 'not_found', detail: 'There is no job with this id.' })
        : json(200, { items, nextCursor: null }, headers);
    },
  };
}
