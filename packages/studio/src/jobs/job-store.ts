import type {
  AssetId,
  AssetWarning,
  AttemptId,
  Job,
  JobEvent,
  JobId,
  JobInput,
  JobAttempt,
  JobKindId,
  JobState,
  ListJobsQuery,
  Progress,
} from '@videoexpress/job-schema';
import type { NewAsset } from '../library/asset-store.ts';
import type { Page } from '../page.ts';
import type { BudgetHold } from '../spend/budget.ts';
import type { Rates, RenderSample } from './estimate.ts';

/** A job as the rules need it: what everyone sees, and what only the queue keeps. */
export interface JobRecord {
  readonly job: Job;
  /** Ends that can be laid to the job: an exception in its handler, its child killed by a stranger's signal. */
  readonly crashes: number;
  /** Ends without a witness: the daemon itself was gone. They never count against the job. */
  readonly orphaned: number;
  /** Retries that the daemon made by itself. */
  readonly autoRetries: number;
}

/** One try at a job on an engine. The row is committed before the engine is called. */
export interface Attempt {
  readonly id: AttemptId;
  readonly jobId: JobId;
  readonly number: number;
  readonly engine: string;
  /** The asset this attempt becomes; fixed beforehand, so that a restart finds its file. */
  readonly assetId: AssetId;
  readonly remoteId: string | null;
  /** Submissions that the engine took or may have taken. */
  readonly submissions: number;
  /** What the engine found worth saying about its result. */
  readonly warnings: readonly AssetWarning[];
  readonly outcome: 'open' | 'unknown' | 'closing' | 'closed';
  /** Closing: the engine still has to be told to stop. */
  readonly cancelRemote: boolean;
}

/** A job together with the attempt it is in. */
export interface Work {
  readonly record: JobRecord;
  readonly attempt: Attempt;
}

export interface NewJob {
  /** Its place is found when it goes in: never before its `position`, which is the time. */
  readonly job: Job;
  /** The run of the daemon that took the job in. */
  readonly createdBootId: string;
  /** `front`: before everything that waits, whatever the priorities. */
  readonly placement: 'front' | 'back';
  /** Of the model it runs on. */
  readonly rates: Rates;
}

/** What became of jobs that were to go in. `removed`: the key's jobs are no longer there, so there is nothing to repeat. */
export type InsertedJobs =
  | { readonly kind: 'inserted' | 'repeated'; readonly jobs: readonly Job[] }
  | { readonly kind: 'conflict'; readonly because: 'other_request' | 'removed' }
  /** A file that one of them needs went into the trash, or for good, since it was looked for. */
  | { readonly kind: 'file_gone'; readonly index: number; readonly field: string };

/** What is to change in a job that waits. */
export interface JobEdit {
  readonly priority?: number;
  /** With the rates of the model that it names. */
  readonly input?: { readonly value: JobInput; readonly rates: Rates };
  /** Wall time; null for as soon as its turn comes. */
  readonly runAtMs?: number | null;
}

/** What became of an edit. `file_gone`: the file of this field went into the trash since it was looked for. */
export type EditedJob =
  | { readonly kind: 'edited'; readonly job: Job }
  | { readonly kind: 'not_queued' }
  | { readonly kind: 'file_gone'; readonly field: string };

/** What became of a move. `neighbour_gone`: the job it was to follow no longer waits; its state, null when removed. */
export type MovedJob =
  | { readonly kind: 'moved'; readonly job: Job }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_queued'; readonly state: JobState }
  | { readonly kind: 'neighbour_gone'; readonly state: JobState | null };

/** What else changes in the one transaction that applies a job event. */
export interface JobChange {
  readonly progress?: Progress;
  readonly error?: Job['error'];
  /** What the attempt cost, in US dollars; null: it was billed, or may have been, and nobody says how much. */
  readonly spentUsd?: number | null;
  /** Not before this wall time, in milliseconds. */
  readonly notBeforeMs?: number;
  readonly crashed?: true;
  readonly orphaned?: true;
  readonly autoRetried?: true;
  readonly warnings?: readonly AssetWarning[];
  /** The attempt is over: `cancel` also tells the engine to stop. */
  readonly closeAttempt?: 'cancel' | 'release';
  readonly asset?: NewAsset;
}

export interface ClaimRequest {
  /** How many more each engine can take. A job for an engine that is not among them may be claimed: it can then end. */
  readonly room: ReadonlyMap<string, number>;
  /** Claims no more than this. */
  readonly most: number;
  readonly bootId: string;
  readonly nowMs: number;
  /** Solo mode: only jobs that this run of the daemon took in. */
  readonly soloBootId: string | null;
  /** Nothing else is active: jobs that went down with the daemon three times may run, one at a time. */
  readonly nothingActive: boolean;
  readonly ratesOf: (job: Job) => Rates;
  /** Paid jobs are claimed only as long as they fit; null: there is no budget. */
  readonly budget: { readonly limitUsd: number; readonly sinceMs: number } | null;
}

/** What a claim came to. `held`: engines whose next job would pass the budget, with why. */
export interface Claimed {
  readonly work: readonly Work[];
  readonly held: readonly BudgetHold[];
}

/**
 * The queue's memory. Each method is one transaction; a change and its event row are committed together or not at all.
 * Throws `StoreUnavailable` and nothing else.
 */
export interface JobStore {
  /** All of them in this order, or none. Each gets its place, and the time and money that it is expected to take. */
  insert(jobs: readonly NewJob[], idempotency: { key: string; bodyHash: string } | null): Promise<InsertedJobs>;
  get(id: JobId): Promise<Job | null>;
  /** Null: the list has no place for its cursor any more. */
  list(query: ListJobsQuery): Promise<Page<Job> | null>;
  counts(): Promise<Record<JobState, number>>;
  /**
   * Takes the next jobs that may run, unless the queue is paused: `claim`, with their attempt rows and what is expected of
   * them now. What they are expected to cost is reserved by that, in the same transaction that looks at the budget.
   */
  claim(request: ClaimRequest): Promise<Claimed>;
  /** Times and costs of the newest jobs like this that went through at the first try, newest first. */
  samples(like: { kind: JobKindId; engine: string; model: string }): Promise<readonly RenderSample[]>;
  /** The earliest wall time after `nowMs` at which a queued job falls due, null when none waits for a time. */
  nextDueMs(nowMs: number): Promise<number | null>;
  /** The one way a job changes state. Null: the table has no such edge any more, and nothing was written. */
  apply(id: JobId, event: JobEvent, change: JobChange, nowMs: number): Promise<Job | null>;
  /** The engine took it: the attempt's remote id and `accepted`, in one. Null: as for `apply`, and the remote id is kept. */
  accepted(
    taken: { attemptId: AttemptId; jobId: JobId; remoteId: string; progress: Progress },
    nowMs: number,
  ): Promise<Job | null>;
  /** Null: the job is in no state that progresses. */
  noteProgress(id: JobId, progress: Progress, nowMs: number): Promise<Job | null>;
  /** What is left out stays as it is. */
  edit(id: JobId, edit: JobEdit, nowMs: number): Promise<EditedJob>;
  /**
   * Puts a queued job right behind another queued one and gives it that one's priority; `null`: before all of them.
   * Whoever moves at the same time, the queue has one order: (priority, position, id).
   */
  move(id: JobId, after: JobId | null, nowMs: number): Promise<MovedJob>;
  /** Cancels every job that has not ended, but those named. Their attempts are to be closed, as for a single cancel. */
  cancelAll(except: readonly JobId[], nowMs: number): Promise<readonly JobId[]>;
  /** False: it has not ended, or is not there. */
  remove(id: JobId, nowMs: number): Promise<boolean>;
  /** Removes up to `limit` jobs that ended before `olderThanMs`, and says how many. Never one that an engine still knows. */
  removeEnded(olderThanMs: number, limit: number, nowMs: number): Promise<number>;
  /** Jobs between claim and end, with their attempts. */
  active(): Promise<readonly Work[]>;
  work(id: JobId): Promise<Work | null>;
  noteSubmission(id: AttemptId, outcome: { remoteId: string } | 'unknown' | 'refused'): Promise<void>;
  /** Attempts that are over but still known to an engine. */
  closing(): Promise<readonly Attempt[]>;
  noteClosed(id: AttemptId): Promise<void>;
  /** What an attempt cost, told after its job went on or ended. As `JobChange.spentUsd`. */
  noteSpent(id: AttemptId, usd: number | null, nowMs: number): Promise<void>;
  /** Every try at a job, the first one first; null when there is no such job. */
  attempts(id: JobId): Promise<readonly JobAttempt[] | null>;
}
