import type { Job, JobId, Queue } from '@videoexpress/job-schema';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { withJob } from '../live/job-cache.ts';
import { jobsQuery, queueQuery } from '../live/live-queries.ts';
import { isPublishing } from '../words/job-words.ts';
import { showToast } from '../toasts/toast-store.ts';

/** Puts a job that an answer brought into the list, without waiting for its event. */
export function keepJob(client: QueryClient, job: Job): void {
  client.setQueryData(jobsQuery.queryKey, (known) => known && withJob(known, job));
}

/** A request that failed, in a note: what did not happen, and why. */
export function sayRefused(what: string, cause: Error): void {
  showToast({ tone: 'negative', text: `${what} ${cause.message}` });
}

/** Cancel and retry. Both answer with a job as it now is, which goes straight into the list. */
export function useJobActions() {
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: async (id: JobId) => (await call('retryJob', { params: { id } })).body,
    onSuccess: (job) => keepJob(client, job),
    onError: (cause) => sayRefused('It was not queued again.', cause),
  });
  const cancel = useMutation({
    mutationFn: async (id: JobId) => (await call('cancelJob', { params: { id } })).body,
    onSuccess: (job) => {
      keepJob(client, job);
      if (isPublishing(job)) return void showToast({ text: 'Cancelled. The post stands in the Social Hub.' });
      showToast({
        text: 'Cancelled.',
        action: { label: 'Queue again', isWayBack: true, run: () => retry.mutate(job.id) },
      });
    },
    onError: (cause) => sayRefused('It was not cancelled.', cause),
  });
  return { cancel, retry };
}

/** Pause and resume the giving out of work. */
export function useQueueActions() {
  const client = useQueryClient();
  const onSuccess = (queue: Queue) => {
    client.setQueryData(queueQuery.queryKey, (known) => known && { ...known, value: queue });
  };
  const pause = useMutation({
    mutationFn: async () => (await call('pauseQueue', {})).body,
    onSuccess,
    onError: (cause) => sayRefused('The queue was not paused.', cause),
  });
  const resume = useMutation({
    mutationFn: async () => (await call('resumeQueue', {})).body,
    onSuccess,
    onError: (cause) => sayRefused('The queue was not resumed.', cause),
  });
  return { pause, resume };
}
