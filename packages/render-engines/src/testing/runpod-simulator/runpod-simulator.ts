import { randomBytes } from 'node:crypto';
import { type Clock, isoTime } from '@videoexpress/studio';
import { FaultDesk } from './fault-desk.ts';
import { defaultEndpointFacts, type EndpointFacts } from './endpoint-facts.ts';
import { JobQueue } from './job-queue.ts';
import { openLoopbackListener } from './loopback-listener.ts';
import { RateLimiter } from './rate-limits.ts';
import { RequestLog } from './request-log.ts';
import { billedMs, type SimulatedJob } from './simulated-job.ts';
import { answerJobSurface, answerManagementSurface, answerWorkerSurface, type Surfaces } from './surfaces.ts';
import { WorkerRoster } from './worker-roster.ts';

export interface RunPodSimulatorOptions {
  readonly clock: Clock;
  /** Left out: a throw-away one. */
  readonly apiKey?: string;
  readonly endpointId?: string;
  /** Left out, or zero: any that is free. */
  readonly ports?: { readonly jobs?: number; readonly workers?: number; readonly management?: number };
  /** How often a job whose worker vanished is given to another one. Left out: once. */
  readonly automaticRetries?: number;
  /** Silence after which a worker is gone. Left out: 30 s. */
  readonly workerLapseMs?: number;
  /** See `WorkerRosterOptions`. Left out: an open long poll counts. */
  readonly aliveBy?: 'connection' | 'ping';
}

/** RunPod on this machine's loopback address. */
export interface RunPodSimulator {
  readonly endpointId: string;
  /** Base address of the endpoint, what `RUNPOD_ENDPOINT` holds: `http://127.0.0.1:<port>/v2/<endpoint>`. */
  readonly endpointUrl: string;
  /** Base address of the management API, what `RUNPOD_API_BASE_URL` holds: `http://127.0.0.1:<port>/v2`. */
  readonly managementUrl: string;
  /** Base address of the worker protocol: `http://127.0.0.1:<port>/v2/<endpoint>`. */
  readonly workerUrl: string;
  readonly apiKey: string;
  /** What workers send as it is, without "Bearer". */
  readonly workerKey: string;
  readonly faults: FaultDesk;
  readonly requests: RequestLog;
  /** The queue, with every job that was ever submitted. */
  readonly queue: JobQueue;
  readonly jobs: readonly SimulatedJob[];
  readonly workers: WorkerRoster;
  readonly facts: EndpointFacts;
  /** Replaces the key that clients need: the old one gets a 401 from now on. */
  readonly setApiKey: (key: string) => void;
  /** `refused`: clients cannot connect, neither to jobs nor to management; workers still can. */
  readonly setNetwork: (state: 'up' | 'refused') => Promise<void>;
  /** Milliseconds that workers worked, over all jobs: what a bill would be about. */
  readonly billedMs: () => number;
  /** Ends every call and every timer. */
  readonly close: () => Promise<void>;
}

/** What /run takes at most, in bytes. */
const maxSubmissionBytes = 10_000_000;
/** Far above what a worker should ever answer with. */
const maxWorkerBytes = 200_000_000;

/** Starts a simulator. Rejects where a port cannot be had. */
export async function startRunPodSimulator(options: RunPodSimulatorOptions): Promise<RunPodSimulator> {
  const { clock, endpointId = 'simulated', ports = {} } = options;
  const queue = new JobQueue({ clock, automaticRetries: options.automaticRetries ?? 1 });
  const roster = new WorkerRoster({
    clock,
    queue,
    workerLapseMs: options.workerLapseMs ?? 30_000,
    aliveBy: options.aliveBy ?? 'connection',
  });
  const keys = {
    api: options.apiKey ?? `rpa_${randomBytes(16).toString('hex')}`,
    worker: `wk_${randomBytes(16).toString('hex')}`,
  };
  const addresses = { endpointUrl: '' };
  const surfaces: Surfaces = {
    clock,
    endpointId,
    keys,
    queue,
    roster,
    facts: defaultEndpointFacts(endpointId),
    faults: new FaultDesk(),
    requests: new RequestLog(clock),
    limiter: new RateLimiter(clock),
    endpointUrl: () => addresses.endpointUrl,
    startedAt: isoTime(clock.now()),
  };
  const jobs = await openLoopbackListener({
    port: ports.jobs ?? 0,
    maxBodyBytes: maxSubmissionBytes,
    answer: (call) => answerJobSurface(call, surfaces),
  });
  const workers = await openLoopbackListener({
    port: ports.workers ?? 0,
    maxBodyBytes: maxWorkerBytes,
    answer: (call) => answerWorkerSurface(call, surfaces),
  });
  const management = await openLoopbackListener({
    port: ports.management ?? 0,
    maxBodyBytes: maxSubmissionBytes,
    answer: (call) => answerManagementSurface(call, surfaces),
  });
  addresses.endpointUrl = `${jobs.origin}/v2/${endpointId}`;
  return {
    endpointId,
    endpointUrl: addresses.endpointUrl,
    managementUrl: `${management.origin}/v2`,
    workerUrl: `${workers.origin}/v2/${endpointId}`,
    get apiKey() {
      return keys.api;
    },
    workerKey: keys.worker,
    faults: surfaces.faults,
    requests: surfaces.requests,
    queue,
    jobs: queue.all,
    workers: roster,
    facts: surfaces.facts,
    setApiKey: (key) => {
      keys.api = key;
    },
    async setNetwork(state) {
      const change = state === 'up' ? 'accept' : 'refuse';
      await Promise.all([jobs[change](), management[change]()]);
    },
    billedMs: () => queue.all.reduce((sum, job) => sum + billedMs(job, clock.monotonic()), 0),
    async close() {
      roster.close();
      queue.close();
      await Promise.all([jobs.close(), workers.close(), management.close()]);
    },
  };
}
