import { isEndState, type Job } from '@videoexpress/job-schema';

/**
 * A page that stays open for weeks keeps so many jobs of each end, so that a thousand that were cancelled push no clip
 * out. Whoever wants an older one asks for it by its id.
 */
const mostEnded = 500;

/** The jobs this page knows, and the last event row that their snapshot included (null where the daemon named none). */
export interface JobCache {
  readonly byId: Readonly<Record<string, Job>>;
  readonly eventId: number | null;
  /** The daemon had more waiting jobs than a page reads; how many there are is told by the queue itself. */
  readonly hasMore: boolean;
}

/** A cache of these jobs. Of two that are the same job, the newer version stays. */
export function jobCacheOf(jobs: readonly Job[], eventId: number | null, hasMore = false): JobCache {
  const byId: Record<string, Job> = {};
  for (const job of jobs) {
    const known = byId[job.id];
    if (known === undefined || known.version <= job.version) byId[job.id] = job;
  }
  return { byId, eventId, hasMore };
}

/**
 * The cache with this job as it now is. A job that comes late, with an older version than the one already known, changes
 * nothing: answers to requests and events of the stream overtake each other.
 */
export function withJob(cache: JobCache, job: Job): JobCache {
  const known = cache.byId[job.id];
  if (known !== undefined && known.version > job.version) return cache;
  const byId = { ...cache.byId, [job.id]: job };
  const hasEnded = isEndState(job.state) && (known === undefined || !isEndState(known.state));
  return { ...cache, byId: hasEnded ? withoutOldest(byId, job.state) : byId };
}

function withoutOldest(byId: JobCache['byId'], end: Job['state']): JobCache['byId'] {
  const ended = Object.values(byId).filter(({ state }) => state === end);
  if (ended.length <= mostEnded) return byId;
  const oldest = ended.reduce((one, other) => (endedAt(other) < endedAt(one) ? other : one));
  const { [oldest.id]: _forgotten, ...rest } = byId;
  return rest;
}

function endedAt({ finishedAt, createdAt }: Job): string {
  return finishedAt ?? createdAt;
}

/** The cache without the job of this id. */
export function withoutJob(cache: JobCache, id: string): JobCache {
  if (cache.byId[id] === undefined) return cache;
  const { [id]: _gone, ...byId } = cache.byId;
  return { ...cache, byId };
}
