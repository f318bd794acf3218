import {
  activeStates,
  type AssetId,
  type Engine,
  type Job,
  type Queue,
  type ServiceHealth,
} from '@videoexpress/job-schema';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { keptByEvents } from './kept-by-events.ts';
import { type JobCache, jobCacheOf } from './job-cache.ts';
import { oldestEventId, type Stamped } from './snapshot-value.ts';

/** Ended jobs that the page lists. */
const endedJobsShown = 50;
/** More waiting jobs than this are counted, not listed. */
const pagesOfWaitingJobs = 5;

async function readUnendedJobs(): Promise<{ jobs: Job[]; eventIds: (number | null)[] }> {
  const jobs: Job[] = [];
  const eventIds: (number | null)[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesOfWaitingJobs; page++) {
    const query = {
      state: ['queued', ...activeStates].join(','),
      // Of a queue too long to list, its head is shown and not its end.
      sort: 'queue' as const,
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    };
    const answer = await call('listJobs', { query });
    jobs.push(...answer.body.items);
    eventIds.push(answer.lastEventId);
    if (answer.body.nextCursor === null) break;
    cursor = answer.body.nextCursor;
  }
  return { jobs, eventIds };
}

/** Every job that is not at its end, and the newest of those that are. */
export const jobsQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['jobs'],
  queryFn: async (): Promise<JobCache> => {
    // In this order, a job that ends in between is in both lists, not in neither.
    const unended = await readUnendedJobs();
    const ended = await call('listJobs', {
      query: { state: 'succeeded,failed,cancelled', limit: endedJobsShown },
    });
    return jobCacheOf([...unended.jobs, ...ended.body.items], oldestEventId([...unended.eventIds, ended.lastEventId]));
  },
});

/** Whether the queue runs, and how many jobs it holds. */
export const queueQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['queue'],
  queryFn: async (): Promise<Stamped<Queue>> => {
    const answer = await call('getQueue', {});
    return { value: answer.body, eventId: answer.lastEventId };
  },
});

/** How each service is doing. */
export const healthQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['health'],
  queryFn: async (): Promise<Stamped<readonly ServiceHealth[]>> => {
    const answer = await call('getHealth', {});
    return { value: answer.body.services, eventId: answer.lastEventId };
  },
});

/** The engines: what they can do and what they cost. The same for as long as the daemon runs. */
export const enginesQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['engines'],
  queryFn: async (): Promise<readonly Engine[]> => (await call('listEngines', {})).body.items,
});

/** One file of the library. */
export function assetQuery(id: AssetId) {
  return queryOptions({
    queryKey: ['asset', id],
    queryFn: async ({ signal }) => (await call('getAsset', { params: { id }, signal })).body,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
