import type { Job, JobId } from '@videoexpress/job-schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { jobsQuery } from '../live/live-queries.ts';
import { showToast } from '../toasts/toast-store.ts';
import { type QueueSections, retriedIds, sectionsOf } from './queue-order.ts';
import { keepJob, sayRefused } from './use-job-actions.ts';

/** The daemon takes so many exceptions in one request. */
const mostExceptions = 200;

const noJobs = {};

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many}`;
}

/** What is done to many jobs at once. Each is read from the list at the moment it is asked for. */
export function useBulkActions() {
  const client = useQueryClient();
  const sections = (): QueueSections => sectionsOf(client.getQueryData(jobsQuery.queryKey)?.byId ?? noJobs);

  const retryAll = useMutation({
    // One after the other, so that they wait in the order they had.
    mutationFn: async (ids: readonly JobId[]) => {
      for (const id of ids) keepJob(client, (await call('retryJob', { params: { id } })).body);
    },
    onError: (cause) => sayRefused('Not all of them were queued again.', cause),
  });

  const cancelMany = useMutation({
    mutationFn: async ({ except, order }: { except: readonly JobId[]; order: readonly JobId[] }) => {
      const { cancelled } = (await call('cancelJobs', { body: { except: [...except] } })).body;
      return [...cancelled].toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
    },
    onSuccess: (ids) => {
      if (ids.length === 0) return showToast({ text: 'There was nothing left to cancel.' });
      return showToast({
        text: `${counted(ids.length, 'job', 'jobs')} cancelled.`,
        action: {
          label: ids.length === 1 ? 'Queue again' : 'Queue them again',
          isWayBack: true,
          run: () => retryAll.mutate(ids),
        },
      });
    },
    onError: (cause) => sayRefused('They were not cancelled.', cause),
  });

  const unended = (jobs: QueueSections): readonly Job[] => [...jobs.running, ...jobs.queued];
  return {
    /** Cancels every other job that runs or waits. */
    cancelAllBut: (id: JobId) => {
      cancelMany.mutate({ except: [id], order: unended(sections()).map((job) => job.id) });
    },
    /** Cancels what waits; what runs goes on. */
    cancelWaiting: () => {
      const jobs = sections();
      const except = jobs.running.slice(0, mostExceptions).map((job) => job.id);
      cancelMany.mutate({ except, order: unended(jobs).map((job) => job.id) });
    },
    /** Queues every failed job again that was not queued again before. */
    retryFailed: () => {
      const { ended } = sections();
      const retried = retriedIds(Object.values(client.getQueryData(jobsQuery.queryKey)?.byId ?? {}));
      const failed = ended.filter((job) => job.state === 'failed' && !retried.has(job.id));
      retryAll.mutate(failed.toReversed().map((job) => job.id));
    },
  };
}
