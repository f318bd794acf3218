import type { CreateJobRequest, Job } from '@videoexpress/job-schema';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CallFailure } from '../../api/call-failure.ts';
import { call } from '../../api/client.ts';
import { withJob } from '../../live/job-cache.ts';
import { jobsQuery } from '../../live/live-queries.ts';

interface Click {
  readonly request: CreateJobRequest;
  /** One a click, so that a request which got lost can be sent again without making a second job. */
  readonly idempotencyKey: string;
}

const lostRequestTries = 3;

/** Queues jobs. The answer is put in the list at once; the stream brings the same job again, which changes nothing. */
export function useCreateJob() {
  const client = useQueryClient();
  return useMutation<Job, Error, Click>({
    mutationFn: async ({ request, idempotencyKey }) =>
      (await call('createJob', { body: request, idempotencyKey })).body,
    retry: (failures, error) =>
      failures < lostRequestTries && error instanceof CallFailure && error.reason.code === 'unreachable',
    onSuccess: (job) => client.setQueryData(jobsQuery.queryKey, (known) => known && withJob(known, job)),
  });
}
