import type { Job, Result } from '@videoexpress/job-schema';
import type { Refusal, Studio } from '@videoexpress/studio';
import { bytesReply, empty, json, refuse, type Reply } from '../answer/reply.ts';
import { problemOfRefusal } from '../problems.ts';
import { eventIdHeader } from './event-id.ts';
import { actorOf } from './audit.ts';
import type { Handlers } from './handler.ts';

type JobHandlers = Pick<
  Handlers,
  | 'createJob'
  | 'createJobs'
  | 'getJobPreview'
  | 'estimateJob'
  | 'moveJob'
  | 'listJobs'
  | 'getJob'
  | 'cancelJob'
  | 'retryJob'
  | 'patchJob'
  | 'deleteJob'
>;

const noPreview = { code: 'not_found', detail: 'This job has no preview frame.' } as const;

/** Creating, reading and steering jobs. */
export function jobHandlers({ jobs, events, audit }: Pick<Studio, 'jobs' | 'events' | 'audit'>): JobHandlers {
  return {
    createJob: async ({ body, headers }) => {
      const created = await jobs.create(body, headers['idempotency-key'] ?? null);
      if (!created.ok) return refuse(problemOfRefusal(created.error));
      return json(created.value.repeated ? 200 : 201, created.value.job);
    },
    createJobs: async ({ body, headers }) => {
      const created = await jobs.createMany(body.jobs, headers['idempotency-key'] ?? null);
      if (!created.ok) return refuse(problemOfRefusal(created.error));
      return json(created.value.repeated ? 200 : 201, { items: created.value.jobs });
    },
    estimateJob: async ({ body }) => {
      const estimate = await jobs.estimate(body);
      return estimate.ok ? json(200, estimate.value) : refuse(problemOfRefusal(estimate.error));
    },
    moveJob: async ({ params, body }) => jobReply(200, await jobs.move(params.id, body.after)),
    listJobs: async ({ query }) => {
      const headers = await eventIdHeader(events);
      const page = await jobs.list(query);
      return page.ok ? json(200, page.value, headers) : refuse(problemOfRefusal(page.error));
    },
    getJob: async ({ params }) => {
      const headers = await eventIdHeader(events);
      const job = await jobs.get(params.id);
      return job === null
        ? refuse({ code: 'not_found', detail: 'There is no job with this id.' })
        : json(200, job, headers);
    },
    getJobPreview: ({ params, query }) => {
      const preview = jobs.preview(params.id);
      if (preview !== null) return bytesReply(preview.mimeType, preview.bytes);
      // A page that saw the frame's name a moment ago did nothing wrong: the job ended meanwhile.
      return query.v === undefined ? refuse(noPreview) : empty(204);
    },
    cancelJob: async ({ params }) => jobReply(200, await jobs.cancel(params.id)),
    retryJob: async ({ params }) => jobReply(201, await jobs.retry(params.id)),
    patchJob: async ({ params, body }) => jobReply(200, await jobs.edit(params.id, body)),
    deleteJob: async ({ params, credential }) => {
      const removed = await jobs.remove(params.id);
      if (!removed.ok) return refuse(problemOfRefusal(removed.error));
      await audit.note({ action: 'job_deleted', subject: params.id, actor: actorOf(credential) });
      return empty(204);
    },
  };
}

function jobReply(status: number, result: Result<Job, Refusal>): Reply {
  return result.ok ? json(status, result.value) : refuse(problemOfRefusal(result.error));
}
