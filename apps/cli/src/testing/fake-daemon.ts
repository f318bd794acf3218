import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ensureFolders,
  readOrCreateToken,
  removeRuntimeFile,
  writeRuntimeFile,
  type Folders,
  type RuntimeInfo,
} from '@videoexpress/host';
import {
  createJobRequestSchema,
  moveJobRequestSchema,
  isEndState,
  type Asset,
  type ConnectedWorkers,
  type EngineTest,
  type Job,
  type ServiceHealth,
} from '@videoexpress/job-schema';
import { countJobs, fakeEngines, fakeTime, newFakeClip, newFakeJob } from './fake-jobs.ts';
import { createFakeEvents } from './fake-events.ts';
import { createFakePublications, type FakePublications } from './fake-publications.ts';
import { createFakeLibrary, type FakeLibrary } from './fake-library.ts';
import { createFakeSecrets, type FakeSecrets } from './fake-secrets.ts';
import type { FakeRefusal } from './fake-refusal.ts';
import { fakeSettings, patchedSettings } from './fake-settings.ts';
import { fakeSpend } from './fake-spend.ts';
import { noWorkers } from './fake-workers.ts';

export interface FakeDaemonOptions {
  readonly port?: number;
  readonly solo?: boolean;
  /** Where the command line let workers in. */
  readonly workerListen?: string | null;
  /** What `shutdown` does: by default the daemon ends politely. */
  readonly onShutdown?: () => void;
  /** Told of each new job, to run it. By default nothing happens to it. */
  readonly onNewJob?: (job: Job, daemon: FakeDaemon) => void;
  /** What new jobs have besides their request. */
  readonly newJob?: Partial<Job>;
  /** Jobs that an earlier daemon left in the database. */
  readonly jobs?: readonly Job[];
}

/** A daemon's outside over HTTP with nothing behind it. Its jobs do what the test says. */
export interface FakeDaemon {
  readonly info: RuntimeInfo;
  readonly token: string;
  /** `METHOD path` of each call, in order. */
  readonly calls: string[];
  readonly jobs: ReadonlyMap<string, Job>;
  readonly library: FakeLibrary;
  readonly publications: FakePublications;
  readonly secrets: FakeSecrets;
  /** Bodies of the jobs that were created. */
  readonly requests: readonly unknown[];
  /** Moves in the queue, in order. */
  readonly moves: readonly { readonly id: string; readonly after: string | null }[];
  services: readonly ServiceHealth[];
  /** What trying out the object storage comes to. */
  storageTest: EngineTest;
  workers: ConnectedWorkers;
  paused: boolean;
  /** What further calls are answered with, by `METHOD path`. */
  readonly answers: Map<string, unknown>;
  /** Answers calls whose `METHOD path` begins so with a refusal, until it is taken away. */
  refuse(call: string, refusal: FakeRefusal | null): void;
  /** Does what the next call of this `METHOD path` asks, and cuts the connection instead of answering. */
  loseNextAnswer(call: string): void;
  /** Changes a job and tells everyone. */
  update(id: string, change: Partial<Job>): Job;
  /** Brings a job to its end with a clip. */
  succeed(id: string, clip?: Partial<Asset>): void;
  /** Cuts all event streams, as a broken network does. */
  dropStreams(): void;
  /** How many streams are open. */
  readonly streams: number;
  /** After which event each stream began. */
  readonly streamStarts: readonly number[];
  /** Ends as after `stop`: nothing is left. */
  close(): Promise<void>;
  /** Ends as after `kill -9`: the runtime file stays. */
  crash(): Promise<void>;
}

/** Starts one in this process, in these folders. It holds the lock file open as a daemon does. */
export async function startFakeDaemon(folders: Folders, options: FakeDaemonOptions = {}): Promise<FakeDaemon> {
  ensureFolders(folders);
  const made = readOrCreateToken(folders.tokenFile);
  if (!made.ok) throw new Error(made.error.detail);
  const token = made.value;
  const bootId = randomUUID();
  const jobs = new Map<string, Job>((options.jobs ?? []).map((job) => [job.id, job]));
  const library = createFakeLibrary();
  const secrets = createFakeSecrets();
  const requests: unknown[] = [];
  const moves: { id: string; after: string | null }[] = [];
  const byKey = new Map<string, Job>();
  const refusals = new Map<string, FakeRefusal>();
  const lost = new Set<string>();
  const events = createFakeEvents();
  const publications = createFakePublications((topic, payload) => events.tell(topic, payload));
  const calls: string[] = [];
  let settings = fakeSettings;
  let solo = options.solo ?? false;
  let lock: number | null = openSync(folders.lockFile, 'a');

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const info: RuntimeInfo = { pid: process.pid, port, url, version: '0.1.0', bootId, startedAt: fakeTime, solo };
  const { workerListen = null } = options;
  if (workerListen !== null) info.workerListen = workerListen;
  writeRuntimeFile(folders.runtimeFile, info);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    const call = `${request.method} ${pathname}`;
    calls.push(call);
    const isLost = lost.delete(call);
    const json = (status: number, body: unknown): void => {
      if (isLost) {
        response.destroy();
        return;
      }
      response.writeHead(status, { 'content-type': 'application/json', 'x-event-id': String(events.lastId()) });
      response.end(body === null ? undefined : JSON.stringify(body));
    };
    const problem = ({ status, ...rest }: FakeRefusal): void =>
      json(status, { type: 'about:blank', title: rest.code, status, ...rest });
    const refusal = [...refusals].find(([start]) => call.startsWith(start))?.[1];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (request.headers.authorization !== `Bearer ${token}`)
      return problem({ status: 401, code: 'unauthenticated', detail: 'No.' });
    if (refusal !== undefined) return problem(refusal);
    const queue = () => ({
      paused: daemon.paused,
      holds: [],
      enginePauses: [],
      solo,
      counts: countJobs(jobs.values()),
    });
    const [, , , , id = '', action = ''] = pathname.split('/');
    const job = jobs.get(id);
    if (call === 'GET /api/v1/health')
      return json(200, { version: '0.1.0', bootId, startedAt: fakeTime, services: daemon.services });
    if (call === 'GET /api/v1/queue') return json(200, queue());
    if (call === 'POST /api/v1/queue/resume') {
      solo = false;
      return json(200, queue());
    }
    if (pathname === '/api/v1/settings') {
      if (request.method === 'PATCH') settings = patchedSettings(settings, body);
      return json(200, settings);
    }
    if (pathname.startsWith('/api/v1/secrets')) return json(200, secrets.answer(call, body));
    if (call === 'GET /api/v1/spend') return json(200, fakeSpend(Number(searchParams.get('months') ?? 12), settings));
    if (daemon.answers.has(call)) return json(200, daemon.answers.get(call));
    const published = publications.answer(call, body, String(request.headers['idempotency-key'] ?? ''));
    if (published !== null) return json(published.status, published.body);
    if (call === 'GET /api/v1/workers') return json(200, daemon.workers);
    if (call === 'GET /api/v1/engines') return json(200, { items: fakeEngines, nextCursor: null });
    if (call === 'POST /api/v1/object-storage/test') return json(200, daemon.storageTest);
    if (call === 'POST /api/v1/login-codes') return json(201, { url: `${url}/login?code=${randomUUID()}` });
    if (call === 'POST /api/v1/shutdown') {
      json(202, null);
      (options.onShutdown ?? (() => void daemon.close()))();
      return undefined;
    }
    if (call === 'GET /api/v1/events') return events.serve(request, response);
    if (call === 'POST /api/v1/assets')
      return json(201, body.includes('.mp4') ? library.addClip('fox.mp4') : library.addPicture());
    if (/^\/api\/v1\/(assets|asset-archive|projects)/.test(pathname)) {
      const said = library.answer(call, searchParams);
      if (said === null) return problem({ status: 404, code: 'not_found', detail: 'There is no such thing.' });
      if ('body' in said) return json(200, said.body);
      response.writeHead(200, { 'content-type': said.type, 'content-length': said.bytes.length });
      return void response.end(said.bytes);
    }
    if (call === 'POST /api/v1/jobs') {
      const key = String(request.headers['idempotency-key'] ?? randomUUID());
      const known = byKey.get(key);
      if (known !== undefined) return json(200, known);
      const parsed = createJobRequestSchema.parse(JSON.parse(body));
      requests.push(parsed);
      const created = { ...newFakeJob(parsed), ...options.newJob };
      byKey.set(key, created);
      jobs.set(created.id, created);
      json(201, created);
      events.tell('job', created);
      options.onNewJob?.(created, daemon);
      return undefined;
    }
    if (call === 'GET /api/v1/jobs') {
      const states = searchParams.get('state')?.split(',') ?? null;
      const items = [...jobs.values()].filter(({ state }) => states?.includes(state) ?? true).toReversed();
      return json(200, { items, nextCursor: null });
    }
    if (job === undefined) return problem({ status: 404, code: 'not_found', detail: 'There is no such thing.' });
    if (action === '') return json(200, job);
    if (action === 'cancel' && !isEndState(job.state))
      return json(200, daemon.update(id, { state: 'cancelled', finishedAt: fakeTime }));
    if (action === 'move' && job.state === 'queued') {
      moves.push({ id, ...moveJobRequestSchema.parse(JSON.parse(body)) });
      return json(200, job);
    }
    if (action === 'retry' && isEndState(job.state)) {
      const again = { ...newFakeJob({ kind: job.kind, input: job.input }), retryOf: job.id };
      jobs.set(again.id, again);
      return json(201, again);
    }
    return problem({ status: 409, code: 'invalid_state', detail: `The job is ${job.state}.` });
  }

  async function end(): Promise<void> {
    if (lock === null) return;
    closeSync(lock);
    lock = null;
    server.close();
    server.closeAllConnections();
    if (server.listening) await once(server, 'close');
  }

  const daemon: FakeDaemon = {
    info,
    token,
    calls,
    jobs,
    library,
    secrets,
    requests,
    moves,
    answers: new Map(),
    streamStarts: events.starts,
    publications,
    workers: noWorkers,
    storageTest: { works: true, seconds: 0.2, detail: 'Written, read and deleted.', fix: null },
    services: [{ id: 'database', label: 'Database', status: 'ok', latencyMs: 1, detail: 'Whole', fix: null }],
    paused: false,
    refuse(call, refusal) {
      if (refusal === null) refusals.delete(call);
      else refusals.set(call, refusal);
    },
    loseNextAnswer(call) {
      lost.add(call);
    },
    update(id, change) {
      const before = jobs.get(id);
      if (before === undefined) throw new Error(`No job ${id}`);
      const job = { ...before, ...change, version: before.version + 1 };
      jobs.set(id, job);
      events.tell('job', job);
      return job;
    },
    succeed(id, clip = {}) {
      const asset = { ...newFakeClip(jobs.get(id)!), ...clip };
      library.add(asset);
      this.update(id, { state: 'succeeded', output: { assetIds: [asset.id] }, finishedAt: fakeTime });
    },
    dropStreams() {
      events.drop();
    },
    get streams() {
      return events.open.size;
    },
    async close() {
      removeRuntimeFile(folders.runtimeFile, bootId);
      await end();
    },
    crash: end,
  };
  return daemon;
}
