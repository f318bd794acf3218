import {
  type Asset,
  type AssetId,
  type CreateJobRequest,
  err,
  isEndState,
  type Job,
  type JobId,
  type JobState,
  newAssetId,
  newJobId,
  ok,
  type Queue,
  type Result,
} from '@videoexpress/job-schema';
import type { AssetFiles, FileToImport, Imported, Page, Refusal, StoreUnavailable, Studio } from '@videoexpress/studio';
import { cloudDouble } from './cloud-double.ts';
import { AuditDouble } from './audit-double.ts';
import { EventLogDouble } from './event-log-double.ts';
import { connectionsDouble } from './connections-double.ts';
import { secretsDouble } from './secrets-double.ts';
import { publicationsDouble } from './publications-double.ts';
import { startSettings } from './start-settings.ts';
import { libraryDouble, projectsDouble } from './library-double.ts';

const startOfTime = '2026-01-01T00:00:00.000Z';

/** A studio in memory that keeps jobs, assets and events, and does no work: enough to hold HTTP to its word. */
export class StudioDouble implements Studio {
  readonly events = new EventLogDouble();
  readonly audit = new AuditDouble();
  readonly cloud = cloudDouble();
  readonly jobRows = new Map<JobId, Job>();
  readonly assetRows = new Map<AssetId, AssetFiles>();
  /** What `importFile` was given. */
  readonly imports: FileToImport[] = [];
  /** Decides what an import comes to; the file is still there when it is called. */
  onImport: (path: string) => Promise<Result<Imported, Refusal>> = () =>
    Promise.resolve(ok({ asset: newAsset('image'), isNew: true }));
  /** While set, everything that needs the database throws it. */
  unavailable: StoreUnavailable | Error | null = null;
  /** Called in the middle of every read. */
  duringRead: () => void = () => {};
  readonly #keys = new Map<string, { readonly body: string; readonly id: JobId }>();
  #paused = false;

  readonly jobs: Studio['jobs'] = {
    create: async (request, key) => {
      this.#touchStore();
      const body = JSON.stringify(request);
      const known = key === null ? undefined : this.#keys.get(key);
      if (known !== undefined && known.body !== body)
        return refusal('idempotency_conflict', 'Used for another request.');
      if (known !== undefined) return ok({ job: this.#job(known.id), repeated: true });
      if (request.engine === 'nowhere') return refusal('engine_unknown', 'There is no engine nowhere.');
      const job = this.addJob(request);
      if (key !== null) this.#keys.set(key, { body, id: job.id });
      return ok({ job, repeated: false });
    },
    createMany: async (requests) => {
      this.#touchStore();
      return ok({ jobs: requests.map((request) => this.addJob(request)), repeated: false });
    },
    check: async () => ok(null),
    estimate: async () => ok({ seconds: null, basedOn: 0, costUsd: null }),
    cancelAll: async () => [],
    preview: () => null,
    move: async (id) => this.#find(id, (state) => state === 'queued'),
    get: async (id) => {
      this.#touchStore();
      return this.jobRows.get(id) ?? null;
    },
    list: async ({ limit, state }) => {
      this.#touchStore();
      const items = [...this.jobRows.values()].filter((job) => state === undefined || state.includes(job.state));
      return ok(pageOf(items.toReversed(), limit));
    },
    cancel: async (id) => this.#move(id, (state) => !isEndState(state), 'cancelled'),
    retry: async (id) => {
      const found = this.#find(id, (state) => state === 'failed' || state === 'cancelled');
      if (!found.ok) return found;
      const job = { ...this.addJob(found.value), retryOf: id };
      this.jobRows.set(job.id, job);
      return ok(job);
    },
    edit: async (id, patch) => {
      const found = this.#find(id, (state) => state === 'queued');
      if (!found.ok) return found;
      const edited: Job = {
        ...found.value,
        priority: patch.priority ?? found.value.priority,
        version: found.value.version + 1,
      };
      this.jobRows.set(id, edited);
      return ok(edited);
    },
    attempts: async (id) => (this.jobRows.has(id) ? [] : null),
    remove: async (id) => {
      const found = this.#find(id, isEndState);
      if (!found.ok) return found;
      this.jobRows.delete(id);
      return ok(null);
    },
  };

  readonly captions: Studio['captions'] = {
    suggest: async () => refusal('captions_no_key', 'No key.'),
    test: async () => ({ works: false, seconds: 0, detail: 'No key.', fix: null }),
  };

  spend: Studio['spend'] = async () => ({
    timeZone: 'UTC',
    monthlyBudgetUsd: null,
    reservedUsd: 0,
    months: [
      {
        month: '2026-01',
        startsAt: startOfTime,
        endsAt: '2026-02-01T00:00:00.000Z',
        usd: 0,
        renders: 0,
        unknown: 0,
        engines: [],
      },
    ],
  });

  readonly queue: Studio['queue'] = {
    read: async () => {
      this.#touchStore();
      return this.#queue();
    },
    pause: async () => {
      this.#paused = true;
      return this.#queue();
    },
    resume: async () => {
      this.#paused = false;
      return this.#queue();
    },
  };

  readonly assets: Studio['assets'] = {
    importFile: async (file) => {
      this.imports.push(file);
      return this.onImport(file.path);
    },
    ...libraryDouble(this.assetRows, () => this.#touchStore()),
  };

  readonly projects = projectsDouble();
  readonly publications = publicationsDouble();

  readonly settings: Studio['settings'] = {
    read: async () => {
      this.#touchStore();
      return startSettings;
    },
    patch: async ({ theme }) => ok({ ...startSettings, ...(theme === undefined ? {} : { theme }) }),
  };

  readonly connections = connectionsDouble(() => this.#touchStore());
  readonly secrets = secretsDouble();

  testObjectStorage: Studio['testObjectStorage'] = async () => ({
    works: false,
    seconds: 0,
    detail: 'Not set up.',
    fix: null,
  });
  testEngine: Studio['testEngine'] = async () => refusal('not_found', 'There is no engine of this id.');

  engines(): ReturnType<Studio['engines']> {
    return Promise.resolve([]);
  }

  health(): ReturnType<Studio['health']> {
    const detail = 'Works.';
    return Promise.resolve([{ id: 'queue', label: 'Queue', status: 'ok', latencyMs: null, detail, fix: null }]);
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Puts a job in the table, in `state`. */
  addJob(request: Pick<CreateJobRequest, 'kind' | 'input'>, state: JobState = 'queued'): Job {
    const job: Job = {
      id: newJobId(),
      kind: request.kind,
      state,
      progress: { fraction: null, stage: 'Queued' },
      engine: 'sketch',
      input: request.input,
      output: { assetIds: [] },
      error: null,
      attempt: 1,
      submissions: 0,
      priority: 0,
      position: 0,
      expectedSeconds: null,
      projectId: null,
      retryOf: null,
      runAt: null,
      cost: null,
      createdAt: startOfTime,
      startedAt: null,
      finishedAt: null,
      version: 1,
    };
    this.jobRows.set(job.id, job);
    this.events.commit({ topic: 'job', payload: job });
    return job;
  }

  #touchStore(): void {
    if (this.unavailable !== null) throw this.unavailable;
    this.duringRead();
  }

  #job(id: JobId): Job {
    const job = this.jobRows.get(id);
    if (job === undefined) throw new Error(`The double has no job ${id}`);
    return job;
  }

  #find(id: JobId, allows: (state: JobState) => boolean): Result<Job, Refusal> {
    const job = this.jobRows.get(id);
    if (job === undefined) return refusal('not_found', 'There is no job with this id.');
    return allows(job.state) ? ok(job) : refusal('invalid_state', `The job is ${job.state}.`);
  }

  #move(id: JobId, allows: (state: JobState) => boolean, state: JobState): Result<Job, Refusal> {
    const found = this.#find(id, allows);
    if (!found.ok) return found;
    const moved: Job = { ...found.value, state, version: found.value.version + 1 };
    this.jobRows.set(id, moved);
    return ok(moved);
  }

  #queue(): Queue {
    const counts = {
      queued: 0,
      dispatching: 0,
      submitted: 0,
      running: 0,
      collecting: 0,
      succeeded: 0,
      failed: 0,
      cancelled: 0,
    };
    for (const job of this.jobRows.values()) counts[job.state] += 1;
    return { paused: this.#paused, holds: [], enginePauses: [], solo: false, counts };
  }
}

/** An asset as a library would hold it. */
export function newAsset(type: Asset['type'], facts: Partial<Asset> = {}): Asset {
  return {
    id: newAssetId(),
    type,
    name: 'A red fox',
    bytes: 1,
    sha256: '0'.repeat(64),
    mimeType: type === 'image' ? 'image/png' : 'video/mp4',
    favourite: false,
    warnings: [],
    createdAt: startOfTime,
    ...facts,
  };
}

function pageOf<T>(items: readonly T[], limit: number): Page<T> {
  return { items: items.slice(0, limit), nextCursor: items.length > limit ? 'more' : null };
}

function refusal(code: Refusal['code'], detail: string): { readonly ok: false; readonly error: Refusal } {
  return err({ code, detail });
}
