import { type FailureCode, failureCodes, type Job, jobKind } from '@videoexpress/job-schema';
import type { JobsContext } from './jobs-context.ts';
import type { JobChange, Work } from './job-store.ts';

/** Ends that can be laid to a job before it is given up. */
export const crashLimit = 3;
/** Times a job may go down with the daemon before it has to wait for the others and run alone. */
export const suspectLimit = 3;

const crashBackoffMs = 1000;
const retryBackoffMs = 2000;

/** A render did not succeed. */
export interface Failure {
  readonly code: FailureCode;
  readonly detail: string;
  readonly userMessage: string;
  /** GPU time was paid for although there is no result. */
  readonly billed: boolean;
  /** The engine may still be at it and has to be told to stop. */
  readonly cancelRemote: boolean;
  /** What the engine says it cost; left out or null: not known. */
  readonly actualUsd?: number | null;
}

/** What to do with a job whose render did not succeed: once more by itself, or the end. */
export async function settleFailure(context: JobsContext, work: Work, failure: Failure): Promise<Job | null> {
  const { job, autoRetries } = work.record;
  const retryable = failureCodes[failure.code].retryable && jobKind(job.kind).repeatable;
  const closeAttempt = failure.cancelRemote ? 'cancel' : 'release';
  const now = context.clock.now();
  context.log.warn({ jobId: job.id, code: failure.code, detail: failure.detail }, 'A render did not succeed');
  const spent = spentOn(context, job, failure.actualUsd, failure.billed);
  if (retryable && !failure.billed && autoRetries === 0) {
    return leave(context, work, 'retry', {
      closeAttempt,
      autoRetried: true,
      notBeforeMs: now + retryBackoffMs,
      ...spent,
    });
  }
  return leave(context, work, 'fail', { closeAttempt, error: jobError(failure, retryable), ...spent });
}

/** The work went down in a way that can be laid to the job: back to the queue, and at the third time the end. */
export async function settleCrash(context: JobsContext, work: Work, detail: string): Promise<Job | null> {
  const crashes = work.record.crashes + 1;
  context.log.error({ jobId: work.record.job.id, crashes, detail }, 'A job crashed');
  if (crashes >= crashLimit) return giveUpCrashing(context, work, detail);
  const notBeforeMs = context.clock.now() + crashBackoffMs;
  return leave(context, work, 'snooze', { crashed: true, notBeforeMs });
}

/** The third crash that can be laid to the job: its engine is told to stop, and it ends. */
export async function giveUpCrashing(context: JobsContext, work: Work, detail: string): Promise<Job | null> {
  const error = jobError({
    code: 'crash_loop',
    detail,
    userMessage: `The work crashed ${crashLimit} times and was given up. Try other settings, or look at the detail.`,
  });
  return leave(context, work, 'fail', { closeAttempt: 'cancel', crashed: true, error });
}

/** Puts a job back in the queue with the same attempt: nothing was lost but time. `stage`: what it says there. */
export async function snooze(
  context: JobsContext,
  work: Work,
  delayMs: number,
  orphaned: boolean,
  stage?: string,
): Promise<Job | null> {
  // A wait with jitter, or half a second of a service, is no whole number; the database takes nothing else.
  const notBeforeMs = Math.ceil(context.clock.now() + delayMs);
  const progress = stage === undefined ? {} : { progress: { fraction: null, stage } };
  return leave(context, work, 'snooze', { notBeforeMs, ...progress, ...(orphaned ? { orphaned: true } : {}) });
}

/** What is written down of a cost: what the engine says, and where it says nothing, that a render was billed all the same. */
export function spentOn(
  context: JobsContext,
  job: Job,
  actualUsd: number | null | undefined,
  billed: boolean,
): Pick<JobChange, 'spentUsd'> {
  if (typeof actualUsd === 'number') return { spentUsd: actualUsd };
  return billed && context.engines.priceOf(job) !== 0 ? { spentUsd: null } : {};
}

/** The error of a failed job. `retryable`: left out, what its code says. */
export function jobError(
  failure: Pick<Failure, 'code' | 'detail' | 'userMessage'>,
  retryable: boolean = failureCodes[failure.code].retryable,
): NonNullable<Job['error']> {
  const { code, detail, userMessage } = failure;
  return { code, detail, userMessage, retryable };
}

/** Takes a job on by an event, and tells whoever waits for its place. */
export async function leave(
  context: JobsContext,
  work: Work,
  event: 'retry' | 'snooze' | 'fail',
  change: JobChange,
): Promise<Job | null> {
  const { job } = work.record;
  const after = await context.untilStored(() => context.store.apply(job.id, event, change, context.clock.now()));
  if (after === null) context.log.info({ jobId: job.id, event }, 'An event came late and was ignored');
  // An attempt that is being closed holds its place until the engine let go of it.
  if (change.closeAttempt === undefined) context.slots.free(job.engine, work.attempt.id);
  context.wake.closer();
  context.wake.queue();
  return after;
}
