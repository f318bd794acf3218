import type { Clock } from '@videoexpress/studio';
import { type Answer, json, nothing } from './answer.ts';
import type { JobQueue } from './job-queue.ts';
import { jobRequestSchema, parseJson } from './job-request.ts';
import type { Call } from './loopback-listener.ts';
import type { SimulatedJob } from './simulated-job.ts';
import { statusBody } from './status-body.ts';
import type { WorkerRoster } from './worker-roster.ts';

export interface JobApiDeps {
  readonly clock: Clock;
  readonly queue: JobQueue;
  readonly roster: WorkerRoster;
}

export interface JobApiRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly jobId: string | null;
}

const methods = {
  run: 'POST',
  runsync: 'POST',
  health: 'GET',
  'purge-queue': 'POST',
  status: 'GET',
  'status-sync': 'GET',
  stream: 'GET',
  cancel: 'POST',
  retry: 'POST',
} as const;
type RouteName = keyof typeof methods;
const withoutJob: readonly string[] = ['run', 'runsync', 'health', 'purge-queue'] satisfies RouteName[];

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(methods, name);
}

/** The longest and the usual wait of the calls that hold on for a result. */
const maxWaitMs = 300_000;
const usualWaitMs = 90_000;

/** Reads `/v2/<endpoint>/<route>[/<job>]`; null: it is no route of that endpoint. */
export function readJobApiRoute(path: string, endpointId: string): JobApiRoute | null {
  const [, version, endpoint, name = '', jobId, ...more] = path.split('/');
  if (version !== 'v2' || endpoint !== endpointId || more.length > 0 || !isRouteName(name)) return null;
  const hasJob = jobId !== undefined && jobId !== '';
  if (hasJob === withoutJob.includes(name)) return null;
  return { name, method: methods[name], jobId: hasJob ? jobId : null };
}

/** Carries out a call of the job API that was let in. */
export async function answerJobApi(route: JobApiRoute, call: Call, deps: JobApiDeps): Promise<Answer> {
  const { queue, roster } = deps;
  if (call.method !== route.method) return json(405, { error: 'method not allowed' });
  switch (route.name) {
    case 'run':
    case 'runsync':
      return submit(route.name === 'runsync', call, deps);
    case 'health':
      return json(200, { jobs: jobCounts(queue), workers: roster.counts() });
    case 'purge-queue':
      return json(200, { removed: queue.purge(), status: 'completed' });
    default: {
      const job = queue.find(route.jobId ?? '');
      return job === null
        ? json(404, { error: 'request does not exist' })
        : answerAboutJob(route.name, job, call, deps);
    }
  }
}

async function answerAboutJob(name: string, job: SimulatedJob, call: Call, deps: JobApiDeps): Promise<Answer> {
  const { queue, clock } = deps;
  const body = () => statusBody(job, queue, clock.monotonic());
  switch (name) {
    case 'status':
      return json(200, body());
    case 'status-sync':
      await untilEnded(job, call, deps);
      return json(200, body());
    case 'stream':
      return json(200, { status: job.state, stream: job.chunks.splice(0).map((output) => ({ output })) });
    case 'cancel':
      queue.cancel(job);
      return json(200, body());
    case 'retry':
      if (!queue.retry(job)) return json(400, { error: `a job that is ${job.state} cannot be retried` });
      return json(200, { id: job.id, status: job.state });
    default:
      return nothing(404);
  }
}

async function submit(isSync: boolean, call: Call, deps: JobApiDeps): Promise<Answer> {
  if (call.isTooLong) return json(400, { error: 'body: exceeded max body size' });
  const read = jobRequestSchema.safeParse(parseJson(call.body));
  if (!read.success) return json(400, { error: `bad request: ${read.error.issues[0]?.message ?? 'no JSON'}` });
  const { input, policy } = read.data;
  const job = deps.queue.submit({
    request: read.data,
    input,
    executionTimeoutMs: policy.executionTimeout,
    ttlMs: policy.ttl,
    isSync,
  });
  if (!isSync) return json(200, { id: job.id, status: job.state });
  await untilEnded(job, call, deps);
  return json(200, statusBody(job, deps.queue, deps.clock.monotonic()));
}

async function untilEnded(job: SimulatedJob, call: Call, { clock, queue }: JobApiDeps): Promise<void> {
  const asked = Number(call.query.get('wait') ?? usualWaitMs);
  const waitMs = Math.min(maxWaitMs, Math.max(1000, Number.isFinite(asked) ? asked : usualWaitMs));
  const over = new AbortController();
  const callOff = clock.after(waitMs, () => over.abort());
  await queue.ended(job, AbortSignal.any([over.signal, call.hungUp]));
  callOff();
}

function jobCounts(queue: JobQueue): Record<string, number> {
  return {
    completed: queue.countIn('COMPLETED'),
    failed: queue.countIn('FAILED') + queue.countIn('TIMED_OUT'),
    inProgress: queue.countIn('IN_PROGRESS'),
    inQueue: queue.countIn('IN_QUEUE'),
    retried: queue.all.reduce((sum, job) => sum + job.retries, 0),
  };
}
