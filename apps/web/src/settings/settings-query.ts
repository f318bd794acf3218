import { queryOptions } from '@tanstack/react-query';
import type { Settings } from '@videoexpress/job-schema';
import { call } from '../api/client.ts';
import { keptByEvents } from '../live/kept-by-events.ts';
import type { Stamped } from '../live/snapshot-value.ts';

/** What is set, as the daemon has it. */
export const settingsQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['settings'],
  queryFn: async (): Promise<Stamped<Settings>> => {
    const answer = await call('getSettings', {});
    return { value: answer.body, eventId: answer.lastEventId };
  },
});
