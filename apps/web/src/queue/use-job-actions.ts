import type { Job, JobId, Queue } from '@videoexpress/job-schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../api/client.ts';
import { withJob } from '../live/job-cache.ts';
import { jobsQuery, queueQuery } from '../live/live-queries.ts';

/** Cancel and retry. Both answer with a job as it now is, which goes straight into the list. */
export function useJobActions() {
  const client = useQueryClient();
  const onSuccess = (job: Job) => {
    client.setQueryData(jobsQuery.queryKey, (known) => known && withJob(known, job));
  };
  const cancel = useMutation({
    mutationFn: async (id: JobId) => (await call('cancelJob', { params: { id } })).body,
    onSuccess,
  });
  const retry = useMutation({
    mutationFn: async (id: JobId) => (await call('retryJob', { params: { id } })).body,
    onSuccess,
  });
  return { cancel, retry };
}

/** Pause and resume the giving out of work. */
export function useQueueActions() {
  const client = useQueryClient();
  const onSuccess = (queue: Queue) => {
    client.setQueryData(queueQuery.queryKey, (known) => known && { ...known, value: queue });
  };
  const pause = useMutation({ mutationFn: async () => (await call('pauseQueue', {})).body, onSuccess });
  const resume = useMutation({ mutationFn: async () => (await call('resumeQueue', {})).body, onSuccess });
  return { pause, resume };
}
