import type { Clock } from '@videoexpress/studio';
import { type Answer, json, problem } from './answer.ts';
import { applyFault } from './apply-fault.ts';
import type { EndpointFacts } from './endpoint-facts.ts';
import type { FaultDesk } from './fault-desk.ts';
import { answerJobApi, readJobApiRoute } from './job-api.ts';
import type { JobQueue } from './job-queue.ts';
import { namesIn, parseJson } from './job-request.ts';
import type { Call } from './loopback-listener.ts';
import { answerManagement, readManagementRoute } from './management-api.ts';
import type { RateLimiter } from './rate-limits.ts';
import type { RequestLog } from './request-log.ts';
import { answerWorker, isProgress, readWorkerRoute, type WorkerRoute } from './worker-api.ts';
import type { WorkerRoster } from './worker-roster.ts';

/** Everything that the three listeners share. */
export interface Surfaces {
  readonly clock: Clock;
  readonly endpointId: string;
  readonly keys: { api: string; readonly worker: string };
  readonly queue: JobQueue;
  readonly roster: WorkerRoster;
  readonly facts: EndpointFacts;
  readonly faults: FaultDesk;
  readonly requests: RequestLog;
  readonly limiter: RateLimiter;
  readonly endpointUrl: () => string;
  readonly startedAt: string;
}

/** A call of the job API: it is noted, checked, carried out, and spoiled where a fault was ordered. */
export async function answerJobSurface(call: Call, surfaces: Surfaces): Promise<Answer> {
  const route = readJobApiRoute(call.path, surfaces.endpointId);
  return noted(route?.name ?? 'unknown', route?.jobId ?? null, call, surfaces, async () => {
    if (!isBearer(call.authorization, surfaces.keys.api)) return json(401, { error: 'unauthorized' });
    if (route === null) return json(404, { error: 'not found' });
    const leave = surfaces.limiter.enter(route.name);
    if (leave === null) return json(429, { error: 'too many requests' });
    return answerJobApi(route, call, surfaces).finally(leave);
  });
}

/** A call of a worker. */
export async function answerWorkerSurface(call: Call, surfaces: Surfaces): Promise<Answer> {
  const route = readWorkerRoute(call.path, surfaces.endpointId);
  return noted(nameOf(route, call), route?.jobId ?? null, call, surfaces, async () => {
    if (call.authorization !== surfaces.keys.worker) return json(401, { error: 'unauthorized' });
    if (route === null) return json(404, { error: 'not found' });
    return answerWorker(route, call, surfaces);
  });
}

/** A call of the management API. */
export async function answerManagementSurface(call: Call, surfaces: Surfaces): Promise<Answer> {
  const route = readManagementRoute(call.path);
  return noted(route?.name ?? 'unknown', null, call, surfaces, async () => {
    if (call.authorization === null) return problem(401, 'Unauthorized', 'missing bearer token');
    if (!isBearer(call.authorization, surfaces.keys.api)) return problem(403, 'Forbidden', 'access denied');
    return route === null ? problem(404, 'Not Found', 'resource not found') : answerManagement(route, call, surfaces);
  });
}

async function noted(
  route: string,
  jobId: string | null,
  call: Call,
  surfaces: Surfaces,
  carryOut: () => Promise<Answer>,
): Promise<Answer> {
  const { faults, requests, queue, clock } = surfaces;
  const request = requests.add(route, jobId);
  const job = jobId === null ? null : queue.find(jobId);
  const names = job === null ? namesIn(parseJson(call.body)) : namesIn(job.request);
  const fault = faults.take(route, jobId === null ? names : [jobId, ...names]);
  const answer = await applyFault(fault, clock, carryOut);
  if (fault?.kind === 'forget_result' && job !== null) queue.forget(job);
  request.status = answer.kind === 'reply' ? answer.status : null;
  return answer;
}

/** Progress goes to the same address as the result; here it has a name of its own. */
function nameOf(route: WorkerRoute | null, call: Call): string {
  if (route?.name === 'job-done' && isProgress(call.body)) return 'job-progress';
  return route?.name ?? 'unknown';
}

function isBearer(authorization: string | null, key: string): boolean {
  return authorization === `Bearer ${key}`;
}
