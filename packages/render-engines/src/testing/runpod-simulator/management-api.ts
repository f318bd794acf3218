import { type Answer, json, problem } from './answer.ts';
import { catalogGpus, type EndpointFacts } from './endpoint-facts.ts';
import type { Call } from './loopback-listener.ts';
import type { WorkerRoster } from './worker-roster.ts';

export interface ManagementDeps {
  readonly facts: EndpointFacts;
  readonly roster: WorkerRoster;
  /** Base address of the endpoint in the job API. */
  readonly endpointUrl: () => string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

export type ManagementRoute = 'serverless' | 'serverless-workers' | 'catalog-gpus';

/** Reads a path of the management API (REST v2); null: nothing that is simulated. */
export function readManagementRoute(path: string): { readonly name: ManagementRoute; readonly id: string } | null {
  const [, version, area, id = '', part, ...more] = path.split('/');
  if (version !== 'v2' || more.length > 0) return null;
  if (area === 'catalog' && id === 'gpus' && part === undefined) return { name: 'catalog-gpus', id: '' };
  if (area !== 'serverless' || id === '') return null;
  if (part === undefined) return { name: 'serverless', id };
  return part === 'workers' ? { name: 'serverless-workers', id } : null;
}

/** Limits as the service states them with every answer. */
export const rateLimitHeaders = {
  ratelimit: '"minute";r=59;t=60, "hour";r=2999;t=3600, "day";r=49999;t=86400',
  'ratelimit-policy': '"minute";q=60;w=60, "hour";q=3000;w=3600, "day";q=50000;w=86400',
};

/** Carries out a call of the management API that was let in. */
export function answerManagement(
  route: { readonly name: ManagementRoute; readonly id: string },
  call: Call,
  deps: ManagementDeps,
): Answer {
  if (call.method !== 'GET') return problem(405, 'Method Not Allowed', 'method not allowed');
  if (route.name === 'catalog-gpus') return json(200, { gpus: catalogGpus.map(catalogEntry) }, rateLimitHeaders);
  if (route.id !== deps.facts.id) return problem(404, 'Not Found', 'resource not found');
  const body = route.name === 'serverless' ? endpointBody(deps) : workersBody(deps);
  return json(200, body, rateLimitHeaders);
}

function catalogEntry({ serverless, ...gpu }: (typeof catalogGpus)[number]): Record<string, unknown> {
  const perHour = Number((serverless * 0.8).toFixed(3));
  return {
    ...gpu,
    manufacturer: 'Nvidia',
    secure: true,
    community: false,
    price: { secure: perHour, community: perHour, serverless },
    maxCount: 8,
  };
}

function endpointBody({ facts, roster, endpointUrl, startedAt }: ManagementDeps): Record<string, unknown> {
  const base = endpointUrl();
  const hasNone = roster.capacity.mode === 'none';
  return {
    id: facts.id,
    name: facts.name,
    type: 'QUEUE',
    requestUrls: {
      run: `${base}/run`,
      runSync: `${base}/runsync`,
      status: `${base}/status/{id}`,
      stream: `${base}/stream/{id}`,
      cancel: `${base}/cancel/{id}`,
      retry: `${base}/retry/{id}`,
      purgeQueue: `${base}/purge-queue`,
      health: `${base}/health`,
    },
    image: facts.image,
    args: '',
    disk: 20,
    ports: [],
    env: {},
    gpu: { pools: facts.gpuPools, count: facts.gpuCount, allowedCudaVersions: [], minCudaVersion: null },
    workers: hasNone ? { ...facts.workers, min: 0, max: 0 } : facts.workers,
    scaling: { type: 'QUEUE_DELAY', queueDelay: 4 },
    dataCenterIds: [],
    networkVolumes: [],
    timeout: facts.timeoutMs,
    flashboot: 'OFF',
    createdAt: startedAt,
  };
}

function workersBody({ facts, roster, startedAt }: ManagementDeps): Record<string, unknown> {
  const workers = roster.ids.flatMap((id) => {
    const status = roster.stateOf(id);
    return status === null ? [] : [{ id, status: status.toUpperCase() }];
  });
  const { idle, running, initializing, throttled, unhealthy } = roster.counts();
  return {
    workers: workers.map(({ id, status }) => ({
      id,
      status,
      isStale: false,
      version: 1,
      gpuCount: 1,
      image: facts.image,
      uptimeSeconds: roster.uptimeSeconds(id),
      gpuTypeId: facts.gpuTypeId,
      dataCenterId: 'EU-RO-1',
      startedAt,
    })),
    summary: {
      running,
      idle,
      initializing,
      throttled,
      unhealthy,
      total: running + idle + initializing + throttled + unhealthy,
    },
    endpointVersion: 1,
  };
}
