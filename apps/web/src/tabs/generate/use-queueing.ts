'use client';

import { type CreateJobRequest, isEndState, type Job, type Queue } from '@videoexpress/job-schema';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { CallFailure } from '../../api/call-failure.ts';
import { api, call } from '../../api/client.ts';
import { withJob } from '../../live/job-cache.ts';
import { jobsQuery, queueQuery } from '../../live/live-queries.ts';
import { queueSections } from '../../queue/queue-order.ts';
import { dismissToast, showToast } from '../../toasts/toast-store.ts';

interface Click {
  readonly requests: readonly CreateJobRequest[];
  /** One a click, so that a request which got lost can be sent again without making a second job. */
  readonly idempotencyKey: string;
}

const lostRequestTries = 3;
let lastNote: number | null = null;

async function send({ requests, idempotencyKey }: Click): Promise<readonly Job[]> {
  const [first, ...rest] = requests;
  if (first === undefined) return [];
  if (rest.length === 0) return [(await call('createJob', { body: first, idempotencyKey })).body];
  return (await call('createJobs', { body: { jobs: [...requests] }, idempotencyKey })).body.items;
}

/** Where new jobs stand, in words: `Queued. 3 before it.` */
export function queuedWords(added: readonly Job[], known: readonly Job[], queue: Queue | undefined): string {
  const ids = new Set(added.map(({ id }) => id));
  const { running, queued } = queueSections(known);
  const place = queued.findIndex(({ id }) => ids.has(id));
  const ahead = running.filter(({ id }) => !ids.has(id)).length + Math.max(0, place);
  const what = added.length === 1 ? 'Queued.' : `${added.length} clips queued.`;
  if (queue?.paused === true) return `${what} The queue is paused.`;
  const pause = queue?.enginePauses.find(({ engine }) => added.some((job) => job.engine === engine));
  if (pause !== undefined) {
    const waits = added.length === 1 ? 'It waits' : 'They wait';
    return `${what} ${waits} for the ${pause.reason === 'budget_reached' ? 'budget' : 'key'}.`;
  }
  const it = added.length === 1 ? 'it' : 'them';
  return ahead === 0 ? what : `${what} ${ahead} before ${it}.`;
}

async function takeBack(client: QueryClient, jobs: readonly Job[]): Promise<void> {
  let ended = 0;
  for (const { id } of jobs) {
    const cancelled = await api.call('cancelJob', { params: { id } });
    if (cancelled.ok) client.setQueryData(jobsQuery.queryKey, (known) => known && withJob(known, cancelled.value.body));
    else ended += 1;
  }
  const text = jobs.length === 1 ? 'Taken back.' : `${jobs.length - ended} clips taken back.`;
  showToast(ended === jobs.length ? { text: 'Too late to take back: it is done.', tone: 'negative' } : { text });
}

/** Queues jobs, all or none. The answer is put in the list at once; the stream brings the same jobs again. */
export function useQueueing() {
  const client = useQueryClient();
  return useMutation<readonly Job[], Error, Click>({
    mutationFn: send,
    retry: (failures, error) =>
      failures < lostRequestTries && error instanceof CallFailure && error.reason.code === 'unreachable',
    onSuccess: (jobs) => {
      client.setQueryData(jobsQuery.queryKey, (known) => known && jobs.reduce(withJob, known));
      const all = Object.values(client.getQueryData(jobsQuery.queryKey)?.byId ?? {});
      const queue = client.getQueryData(queueQuery.queryKey)?.value;
      const unended = jobs.filter(({ state }) => !isEndState(state));
      // One note of what was queued is enough; each further one takes its place.
      if (lastNote !== null) dismissToast(lastNote);
      lastNote = showToast({
        text: queuedWords(jobs, all, queue),
        action: { label: 'Undo', run: () => void takeBack(client, unended) },
      });
    },
  });
}
