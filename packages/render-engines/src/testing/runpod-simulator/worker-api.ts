import { z } from 'zod';
import { type Answer, json, nothing } from './answer.ts';
import type { JobQueue } from './job-queue.ts';
import { parseJson } from './job-request.ts';
import type { Call } from './loopback-listener.ts';
import type { SimulatedJob } from './simulated-job.ts';
import type { WorkerRoster } from './worker-roster.ts';

export interface WorkerApiDeps {
  readonly queue: JobQueue;
  readonly roster: WorkerRoster;
}

export interface WorkerRoute {
  readonly name: 'job-take' | 'job-take-batch' | 'job-stop' | 'job-done' | 'job-stream' | 'ping';
  readonly workerId: string;
  readonly jobId: string | null;
}

const routeNames = new Set<string>(['job-take', 'job-take-batch', 'job-stop', 'job-done', 'job-stream', 'ping']);

function isRouteName(name: string): name is WorkerRoute['name'] {
  return routeNames.has(name);
}

/** Reads `/v2/<endpoint>/<route>/<worker>[/<job>]`; null: it is no route of that endpoint. */
export function readWorkerRoute(path: string, endpointId: string): WorkerRoute | null {
  const [, version, endpoint, name = '', workerId = '', jobId, ...more] = path.split('/');
  if (version !== 'v2' || endpoint !== endpointId || more.length > 0 || workerId === '' || !isRouteName(name)) {
    return null;
  }
  const needsJob = name === 'job-done' || name === 'job-stream';
  if (needsJob !== (jobId !== undefined)) return null;
  return { name, workerId, jobId: jobId ?? null };
}

/** JSON text, whatever the content type says: the SDK sends it as a form. */
const doneSchema = z.object({
  status: z.string().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  stopPod: z.boolean().optional(),
});

/** Whether what is posted to `job-done` is progress, no end. */
export function isProgress(body: string): boolean {
  const read = doneSchema.safeParse(parseJson(body));
  return read.success && read.data.status === 'IN_PROGRESS';
}

const chunkSchema = z.object({ output: z.unknown() });

/** Carries out a call of a worker that was let in. */
export async function answerWorker(route: WorkerRoute, call: Call, { queue, roster }: WorkerApiDeps): Promise<Answer> {
  const { workerId } = route;
  const jobId = route.jobId ?? '';
  switch (route.name) {
    case 'job-take': {
      const [job] = await roster.take(workerId, 1, call.hungUp);
      return job === undefined ? nothing(204) : json(200, jobForWorker(job));
    }
    case 'job-take-batch': {
      const size = Math.max(1, Number(call.query.get('batch_size') ?? 1) || 1);
      const jobs = await roster.take(workerId, size, call.hungUp);
      return jobs.length === 0 ? nothing(204) : json(200, jobs.map(jobForWorker));
    }
    case 'job-stop': {
      const jobIds = await roster.stops(workerId, call.hungUp);
      return jobIds.length === 0 ? nothing(204) : json(200, { jobsToStop: jobIds });
    }
    case 'ping':
      roster.seen(workerId);
      return json(200, {});
    case 'job-stream': {
      const chunk = chunkSchema.safeParse(parseJson(call.body));
      if (!chunk.success) return json(400, { error: 'bad chunk' });
      return queue.addChunk(jobId, chunk.data.output) ? json(200, {}) : json(404, { error: 'request does not exist' });
    }
    case 'job-done': {
      const done = doneSchema.safeParse(parseJson(call.body));
      if (!done.success) return json(400, { error: 'bad result' });
      const { status, output, error, stopPod } = done.data;
      const isKnown =
        status === 'IN_PROGRESS'
          ? queue.progress(jobId, output)
          : queue.finish(jobId, { output, ...(error === undefined ? {} : { error: asText(error) }) });
      if (stopPod === true) roster.stop(workerId);
      return isKnown ? json(200, {}) : json(404, { error: 'request does not exist' });
    }
  }
}

/** What a worker is handed: everything that was submitted, under the id of the job. */
function jobForWorker(job: SimulatedJob): Record<string, unknown> {
  const { policy: _policy, ...request } = job.request;
  return { ...request, id: job.id };
}

function asText(error: unknown): string {
  return typeof error === 'string' ? error : JSON.stringify(error);
}
