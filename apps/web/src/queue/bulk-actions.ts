import type { Job, JobId } from '@videoexpress/job-schema';
import type { QueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { jobsQuery } from '../live/live-queries.ts';
import { isPublishing } from '../words/job-words.ts';
import { showToast } from '../toasts/toast-store.ts';
import { type QueueSections, retriedIds, sectionsOf } from './queue-order.ts';
import { keepJob, sayRefused } from './use-job-actions.ts';

/** The daemon takes so many exceptions in one request. */
const mostExceptions = 200;

const noJobs = {};

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

function knownJobs(client: QueryClient): Readonly<Record<string, Job>> {
  return client.getQueryData(jobsQuery.queryKey)?.byId ?? noJobs;
}

function unended(jobs: QueueSections): readonly Job[] {
  return [...jobs.running, ...jobs.queued];
}

async function orSay(work: Promise<unknown>, what: string): Promise<void> {
  await work.catch((cause: unknown) => {
    if (!(cause instanceof Error)) throw cause;
    sayRefused(what, cause);
  });
}

/** One after the other, so that they wait in the order they had. */
async function retryEach(client: QueryClient, ids: readonly JobId[]): Promise<void> {
  for (const id of ids) keepJob(client, (await call('retryJob', { params: { id } })).body);
}

function retryAll(client: QueryClient, ids: readonly JobId[]): Promise<void> {
  return orSay(retryEach(client, ids), 'Not all of them were queued again.');
}

async function cancelExcept(client: QueryClient, except: readonly JobId[], order: readonly JobId[]): Promise<void> {
  const { cancelled } = (await call('cancelJobs', { body: { except: [...except] } })).body;
  if (cancelled.length === 0) return void showToast({ text: 'There was nothing left to cancel.' });
  const jobs = knownJobs(client);
  const ids = [...cancelled].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  // Posts are sent anew in the Social Hub, one by one.
  const clips = ids.filter((id) => {
    const job = jobs[id];
    return job === undefined || !isPublishing(job);
  });
  const wayBack = {
    label: clips.length === 1 ? 'Queue again' : 'Queue them again',
    isWayBack: true as const,
    run: () => void retryAll(client, clips),
  };
  showToast({
    text: `${counted(ids.length, 'job', 'jobs')} cancelled.`,
    ...(clips.length === 0 ? {} : { action: wayBack }),
  });
}

function cancelMany(client: QueryClient, except: readonly JobId[]): Promise<void> {
  const order = unended(sectionsOf(knownJobs(client))).map((job) => job.id);
  return orSay(cancelExcept(client, except, order), 'They were not cancelled.');
}

/** Cancels every other job that runs or waits. */
export function cancelAllBut(client: QueryClient, id: JobId): Promise<void> {
  return cancelMany(client, [id]);
}

/** Cancels what waits; what runs goes on. */
export function cancelWaiting(client: QueryClient): Promise<void> {
  const { running } = sectionsOf(knownJobs(client));
  return cancelMany(
    client,
    running.slice(0, mostExceptions).map((job) => job.id),
  );
}

/** Queues every failed job again that was not queued again before. */
export function retryFailed(client: QueryClient): Promise<void> {
  const jobs = knownJobs(client);
  const retried = retriedIds(Object.values(jobs));
  const failed = sectionsOf(jobs).ended.filter(
    (job) => job.state === 'failed' && !isPublishing(job) && !retried.has(job.id),
  );
  return retryAll(
    client,
    failed.toReversed().map((job) => job.id),
  );
}
