import type {
  CreateJobRequest,
  Engine,
  EngineTest,
  Estimate,
  Job,
  JobAttempt,
  JobId,
  ListJobsQuery,
  PatchJobRequest,
  PatchSettings,
  Queue,
  Result,
  ServiceHealth,
  Settings,
  Spend,
  StreamEvent,
} from '@videoexpress/job-schema';
import type { AuditLog } from './audit/audit-log.ts';
import type { Connections } from './connections/connections.ts';
import type { Captions } from './captions/create-captions.ts';
import type { Preview } from './jobs/previews.ts';
import type { ImportFile } from './library/import-file.ts';
import type { Library, Projects } from './library/library.ts';
import type { Mirror } from './mirror/mirror.ts';
import type { Page } from './page.ts';
import type { Publications } from './publications/publications.ts';
import type { Refusal } from './refusal.ts';
import type { Secrets } from './secrets/secrets.ts';

/** The event log as the stream reads it. Ids are row ids, growing, without reuse. */
export interface EventLog {
  /** The newest row there is, 0 when there is none. */
  lastId(): Promise<number>;
  /**
   * Up to `limit` events after `id`, oldest first; `gone` when rows after `id` were already pruned or `id` was never
   * reached, so that the reader must start afresh.
   */
  after(id: number, limit: number): Promise<readonly StreamEvent[] | 'gone'>;
  /** Calls `listener` after each commit that wrote events. Returns the way to stop that. */
  onCommit(listener: () => void): () => void;
}

/** Everything the outside can ask of the studio. HTTP is a thin skin over this. */
export interface Studio {
  readonly jobs: {
    create(
      request: CreateJobRequest,
      idempotencyKey: string | null,
    ): Promise<Result<{ readonly job: Job; readonly repeated: boolean }, Refusal>>;
    get(id: JobId): Promise<Job | null>;
    /** The newest preview frame of a job that runs; null when there is none. */
    preview(id: JobId): Preview | null;
    list(query: ListJobsQuery): Promise<Result<Page<Job>, Refusal>>;
    /** Every try at a job, the first one first, with what it cost; null when there is no such job. */
    attempts(id: JobId): Promise<readonly JobAttempt[] | null>;
    /** All of them in this order, or none. */
    createMany(
      requests: readonly CreateJobRequest[],
      idempotencyKey: string | null,
    ): Promise<Result<{ readonly jobs: readonly Job[]; readonly repeated: boolean }, Refusal>>;
    /** What stands against such a job, all of it. Nothing is queued. */
    check(request: CreateJobRequest): Promise<Result<null, Refusal>>;
    /** What such a job would take, from the history of this studio. Nothing is queued. */
    estimate(request: CreateJobRequest): Promise<Result<Estimate, Refusal>>;
    cancel(id: JobId): Promise<Result<Job, Refusal>>;
    /** Cancels every job that has not ended, but those named; answers which they were. */
    cancelAll(except: readonly JobId[]): Promise<readonly JobId[]>;
    /** Puts a queued job right behind another queued one; `null`: before all of them. */
    move(id: JobId, after: JobId | null): Promise<Result<Job, Refusal>>;
    retry(id: JobId): Promise<Result<Job, Refusal>>;
    edit(id: JobId, patch: PatchJobRequest): Promise<Result<Job, Refusal>>;
    remove(id: JobId): Promise<Result<null, Refusal>>;
  };
  /** What was spent in this month and the ones before, `months` of them in all, and what may still be. */
  spend(months: number): Promise<Spend>;
  /** What is kept for good: who came in, what went out, which keys changed, what was deleted. */
  readonly audit: AuditLog;
  /** Titles, texts and tags that a language model suggests. */
  readonly captions: Captions;
  readonly queue: {
    read(): Promise<Queue>;
    pause(): Promise<Queue>;
    /** Also ends solo mode: from here on the whole queue runs. */
    resume(): Promise<Queue>;
  };
  readonly assets: Library & {
    /** Takes over a picture or a clip that lies at `path` (it is moved or copied from there). */
    readonly importFile: ImportFile;
  };
  readonly projects: Projects;
  readonly publications: Publications;
  /** Accounts that clips can be published to. */
  readonly connections: Connections;
  /** Each engine with its health; one that does not answer is not waited for longer than a second. */
  engines(): Promise<readonly Engine[]>;
  /** Tries an engine out, beside the queue. */
  testEngine(id: string): Promise<Result<EngineTest, Refusal>>;
  /** Tries the object storage out. Two who ask at once get the answer of one test. */
  testObjectStorage(): Promise<EngineTest>;
  /** The copy in the person's own Supabase project. */
  readonly cloud: Mirror;
  readonly settings: {
    read(): Promise<Settings>;
    /** Changes what the patch names, and nothing else. In force when it answers. */
    patch(patch: PatchSettings): Promise<Result<Settings, Refusal>>;
  };
  /** Keys of outside services. Where the environment sets one, that one is in force. */
  readonly secrets: Secrets;
  /** The studio's own services: queue, storage, each engine. None is waited for longer than a second. */
  health(): Promise<readonly ServiceHealth[]>;
  readonly events: EventLog;
  /** Rescues what the last run left, then works the queue until `stop`. */
  start(): Promise<void>;
  /** Stops giving out work, ends embedded work, and writes down what must be. */
  stop(): Promise<void>;
}
