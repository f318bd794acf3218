import type { FieldProblem, JobId } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { JobStore } from './job-store.ts';

/** There is no such job. */
export function noSuchJob(id: JobId): Refusal {
  return { code: 'not_found', detail: `There is no job ${id}.` };
}

/** Why a job can no longer be `doing`, told by what has become of it. */
export async function stateRefusal(store: JobStore, id: JobId, doing: string): Promise<Refusal> {
  const job = await store.get(id);
  if (job === null) return noSuchJob(id);
  return { code: 'invalid_state', detail: `The job is ${job.state}; it can no longer be ${doing}.` };
}

/** An Idempotency-Key that cannot be used for this. */
export function keyConflict(because: 'other_request' | 'removed'): Refusal {
  const detail =
    because === 'other_request'
      ? 'This Idempotency-Key was used for another request. Use a new key for a new request.'
      : 'This Idempotency-Key was used before, and what it made was removed since. Use a new key to make it again.';
  return { code: 'idempotency_conflict', detail };
}

/** What a job starts from was deleted in the moment between the check and the queue. */
export function fileGone(field: string): Refusal {
  const [path, message] = [`input.${field}`, 'Was just deleted. Restore it from the trash, or choose another.'];
  return { code: 'invalid_input', detail: `${path}: ${message}`, errors: [{ path, message }] };
}

/** A refusal with further problems of the same request. */
export function withProblems(refusal: Refusal, more: readonly FieldProblem[]): Refusal {
  return more.length === 0 ? refusal : { ...refusal, errors: [...(refusal.errors ?? []), ...more] };
}

/** The refusal of one job of a batch, with paths from the batch. */
export function belowJob(index: number, refusal: Refusal): Refusal {
  const below = `jobs.${index}`;
  const errors = refusal.errors?.map(({ path, message }) => ({ path: `${below}.${path}`, message }));
  return {
    code: refusal.code,
    detail: `Job ${index + 1}: ${refusal.detail}`,
    errors: errors ?? [{ path: below, message: refusal.detail }],
  };
}

/** All refusals of a batch as one: every problem is told at once. */
export function inOne(refusals: readonly Refusal[]): Refusal {
  const [first] = refusals;
  if (first === undefined) throw new Error('Nothing was refused');
  const sameCode = refusals.every(({ code }) => code === first.code);
  const more = refusals.length - 1;
  const others = more === 0 ? '' : ` ${more} more ${more === 1 ? 'job has' : 'jobs have'} problems too.`;
  return {
    code: sameCode ? first.code : 'invalid_input',
    detail: `${first.detail}${others} None was queued.`,
    errors: refusals.flatMap(({ errors }) => errors ?? []),
  };
}
