import type { PostError, PostState } from '@videoexpress/job-schema';
import { jobErrorSchema, postStates } from '@videoexpress/job-schema';
import type Database from 'better-sqlite3';
import type { JobRow } from '../tables.ts';
import type { PostRow } from './publication-rows.ts';

/** States that say how a post ended. Only a person, or its service, takes it out of them. */
export const settledStates = [
  'live',
  'rejected',
  'needs_attention',
  'cancelled',
] as const satisfies readonly PostState[];

/** Codes of failed jobs after which the post may be out there all the same. */
const unsureCodes: ReadonlySet<string> = new Set(['outcome_unknown', 'crash_loop', 'heartbeat_timeout']);

/** Says which publications a change of a publish job concerns; they are announced by whoever made it. */
export type FollowJob = (row: JobRow) => string | null;

/**
 * Writes to a post what became of its job, in the transaction of the job. How far it is at the service is told by the site;
 * this is for what only the queue knows: it waits, it was cancelled, it failed without the site having had a word.
 */
export function prepareFollowJob(db: Database.Database): FollowJob {
  const find = db.prepare<[string], PostRow>('SELECT * FROM post WHERE job_id = ?');
  const update = db.prepare<[{ id: string; state: string; error_json: string | null }]>(
    'UPDATE post SET state = @state, error_json = @error_json, fraction = NULL WHERE id = @id',
  );
  return (row) => {
    if (row.kind !== 'publish') return null;
    const post = find.get(row.id);
    if (post === undefined) return null;
    const next = afterJob(post, row);
    if (next === null) return null;
    const error_json = next.error === null ? null : JSON.stringify(next.error);
    if (next.state === post.state && error_json === post.error_json) return null;
    update.run({ id: post.id, state: next.state, error_json });
    return post.publication_id;
  };
}

/** What the post becomes; null: nothing changes. */
function afterJob(post: PostRow, job: JobRow): { readonly state: PostState; readonly error: PostError | null } | null {
  const state = postStates.find((each) => each === post.state);
  if (state === undefined) return null;
  switch (job.state) {
    case 'cancelled':
      // What is out already is not unsaid by a job that was cancelled too late.
      return state === 'live' || state === 'rejected' ? null : { state: 'cancelled', error: null };
    case 'failed':
      if (isSettled(state) && post.error_json !== null) return null;
      return state === 'live' || state === 'cancelled' ? null : { state: 'needs_attention', error: errorOf(job) };
    default:
      return null;
  }
}

function isSettled(state: PostState): boolean {
  return settledStates.some((each) => each === state);
}

function errorOf(job: JobRow): PostError {
  const parsed = jobErrorSchema.safeParse(JSON.parse(job.error_json ?? 'null'));
  if (!parsed.success)
    return { code: 'failed', detail: 'The job failed.', userMessage: 'It was not published.', action: 'retry' };
  const { code, detail, userMessage } = parsed.data;
  if (!unsureCodes.has(code)) return { code, detail, userMessage, action: 'retry' };
  return {
    code: 'outcome_unknown',
    detail: `${code}: ${detail}`,
    userMessage: `${userMessage} It may have been published. Look there before you send it again.`,
    action: 'look',
  };
}
