import {
  activeStates,
  type AssetId,
  type Engine,
  type Job,
  type JobState,
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
/** Clips that are listed however many jobs were cancelled since: the newest of them is what the stage shows. */
const clipsShown = 20;
/** Pages of 200 waiting jobs that are read. They come newest first, so a longer queue would lack those that start next. */
const pagesOfWaitingJobs = 50;
const pagesOfRunningJobs = 5;

interface ReadJobs {
  readonly jobs: readonly Job[];
  readonly eventIds: readonly (number | null)[];
  readonly hasMore: boolean;
}

async function readJobsIn(states: readonly JobState[], mostPages: number): Promise<ReadJobs> {
  const jobs: Job[] = [];
  const eventIds: (number | null)[] = [];
  let cursor: string | undefined;
  let hasMore = false;
  for (let page = 0; page < mostPages; page++) {
    const query = { state: states.join(','), limit: 200, ...(cursor === undefined ? {} : { cursor }) };
    const answer = await call('listJobs', { query });
    jobs.push(...answer.body.items);
    eventIds.push(answer.lastEventId);
    hasMore = answer.body.nextCursor !== null;
    if (answer.body.nextCursor === null) break;
    cursor = answer.body.nextCursor;
  }
  return { jobs, eventIds, hasMore };
}

/** Every job that is not at its end, and the newest of those that are. */
export const jobsQuery = queryOptions({
  ...keptByEvents,
  queryKey: ['jobs'],
  queryFn: async (): Promise<JobCache> => {
    // In this order, a job that goes on in between is in both lists, not in neither.
    const waiting = await readJobsIn(['queued'], pagesOfWaitingJobs);
    const running = await readJobsIn(activeStates, pagesOfRunningJobs);
    const ended = await call('listJobs', {
      query: { state: 'succeeded,failed,cancelled', limit: endedJobsShown },
    });
    const clips = await call('listJobs', { query: { state: 'succeeded', limit: clipsShown } });
    return jobCacheOf(
      [...waiting.jobs, ...running.jobs, ...ended.body.items, ...clips.body.items],
      oldestEventId([...waiting.eventIds, ...running.eventIds, ended.lastEventId, clips.lastEventId]),
      waiting.hasMore || running.hasMore,
    );
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

/** The engines: what they can do and what they cost. One whose health changes may serve other models: they are read anew. */
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
