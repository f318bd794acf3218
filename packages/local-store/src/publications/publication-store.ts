import { postIdSchema, postStates } from '@videoexpress/job-schema';
import type { ChangedPublication, NewJob, NewPost, PublicationStore, RequestedBefore } from '@videoexpress/studio';
import type Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { appendEvent, type CommitSignal } from '../event-log.ts';
import { guarded } from '../guarded.ts';
import { placeOfNewJob } from '../queue-places.ts';
import { prepareQueueStatements } from '../queue-statements.ts';
import { jobFromRow, jobToRow } from '../rows.ts';
import type { Tables } from '../tables.ts';
import type { WriteTransaction } from '../write-transaction.ts';
import { prepareAnnouncePublication } from './announce-publication.ts';
import { settledStates } from './follow-job.ts';
import { listPublications } from './list-publications.ts';
import { accountFromRow, postColumns, postToRow, readPost, readPublication } from './publication-rows.ts';
import { resumeAfterLogin, waitingForLogin } from './resume-after-login.ts';

/** The tables of publications. Every method is one transaction, with the jobs and event rows of what it changed. */
export function createPublicationStore(deps: {
  readonly db: Kysely<Tables>;
  readonly connection: Database.Database;
  readonly write: WriteTransaction;
  readonly commits: CommitSignal;
}): PublicationStore {
  const { db, write, commits } = deps;
  const statements = prepareQueueStatements(deps.connection);
  const announce = prepareAnnouncePublication(deps.connection);

  async function change<T>(operation: (trx: Kysely<Tables>) => Promise<T>): Promise<T> {
    const result = await write(operation);
    commits.fire();
    return result;
  }

  /** Nothing is known of how long a publication takes, and it is free. */
  function insertJob(newJob: NewJob, nowMs: number): void {
    const job = { ...newJob.job, ...placeOfNewJob(statements, newJob), expectedSeconds: null, cost: null };
    statements.insertJob.run(jobToRow(job, newJob.createdBootId));
    statements.insertEvent.run('job', JSON.stringify(job), nowMs);
  }

  async function insertPosts(trx: Kysely<Tables>, id: string, posts: readonly NewPost[], nowMs: number): Promise<void> {
    for (const [position, post] of posts.entries()) {
      await trx
        .insertInto('post')
        .values(postToRow(post, id, position))
        .execute();
      if (post.job !== null) insertJob(post.job, nowMs);
    }
  }

  function changed(id: string, nowMs: number): ChangedPublication {
    return { kind: 'changed', publication: announce(id, nowMs) };
  }

  async function clipName(trx: Kysely<Tables>, asset: string): Promise<string | null> {
    const row = await trx
      .selectFrom('asset')
      .select('name')
      .where('id', '=', asset)
      .where('deleted_at_ms', 'is', null)
      .executeTakeFirst();
    return row?.name ?? null;
  }

  /** Says why something is no draft that can be changed; null when it is one. */
  async function noDraft(trx: Kysely<Tables>, id: string): Promise<ChangedPublication | null> {
    const row = await trx.selectFrom('publication').select('draft').where('id', '=', id).executeTakeFirst();
    if (row === undefined) return { kind: 'not_found' };
    return row.draft === 1 ? null : { kind: 'wrong_state' };
  }

  async function requestedBefore(
    from: Kysely<Tables>,
    { key, bodyHash }: { readonly key: string; readonly bodyHash: string },
  ): Promise<RequestedBefore | null> {
    const known = await from.selectFrom('idempotency').selectAll().where('key', '=', key).executeTakeFirst();
    if (known === undefined) return null;
    if (known.body_hash !== bodyHash) return { kind: 'conflict', because: 'other_request' };
    const publication = await readPublication(from, known.job_id);
    return publication === null ? { kind: 'conflict', because: 'removed' } : { kind: 'repeated', publication };
  }

  return {
    requestedBefore: (idempotency) => guarded(() => requestedBefore(db, idempotency)),

    insert: (added, idempotency, nowMs) =>
      change(async (trx) => {
        const before = idempotency === null ? null : await requestedBefore(trx, idempotency);
        if (before !== null) return before;
        const name = await clipName(trx, added.assetId);
        if (name === null) return { kind: 'clip_gone' };
        if (idempotency !== null) {
          const { key, bodyHash: body_hash } = idempotency;
          await trx
            .insertInto('idempotency')
            .values({ key, body_hash, job_id: added.id, created_at_ms: nowMs })
            .execute();
        }
        await trx
          .insertInto('publication')
          .values({
            id: added.id,
            asset_id: added.assetId,
            clip_name: name,
            draft: added.draft ? 1 : 0,
            created_at_ms: nowMs,
            updated_at_ms: nowMs,
            version: 0,
          })
          .execute();
        await insertPosts(trx, added.id, added.posts, nowMs);
        return { kind: 'inserted', publication: announce(added.id, nowMs) };
      }),

    get: (id) => guarded(() => readPublication(db, id)),
    list: (query) => guarded(() => listPublications(db, query)),

    account: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
        return row === undefined ? null : accountFromRow(row);
      }),

    changeDraft: (id, { assetId, posts }, nowMs) =>
      change(async (trx) => {
        const refused = await noDraft(trx, id);
        if (refused !== null) return refused;
        const name = await clipName(trx, assetId);
        if (name === null) return { kind: 'clip_gone' };
        await trx.deleteFrom('post').where('publication_id', '=', id).execute();
        await trx.updateTable('publication').set({ asset_id: assetId, clip_name: name }).where('id', '=', id).execute();
        await insertPosts(trx, id, posts, nowMs);
        return changed(id, nowMs);
      }),

    send: (id, posts, nowMs) =>
      change(async (trx) => {
        const refused = await noDraft(trx, id);
        if (refused !== null) return refused;
        const row = await trx.selectFrom('publication').select('asset_id').where('id', '=', id).executeTakeFirst();
        if ((await clipName(trx, row?.asset_id ?? '')) === null) return { kind: 'clip_gone' };
        await trx.deleteFrom('post').where('publication_id', '=', id).execute();
        await trx.updateTable('publication').set({ draft: 0 }).where('id', '=', id).execute();
        await insertPosts(trx, id, posts, nowMs);
        return changed(id, nowMs);
      }),

    remove: (id, nowMs) =>
      change(async (trx) => {
        const publication = await readPublication(trx, id);
        if (publication === null) return 'not_found';
        const isOver = publication.posts.every(({ state }) => settledStates.some((each) => each === state));
        if (!publication.draft && !isOver) return 'wrong_state';
        // What was cancelled on its way is taken back by what its post says.
        const isBeingTakenBack = await trx
          .selectFrom('publish_journal')
          .innerJoin('post', 'post.id', 'publish_journal.post_id')
          .innerJoin('attempt', 'attempt.id', 'publish_journal.attempt_id')
          .select('post.id')
          .where('attempt.outcome', '!=', 'closed')
          .where('post.publication_id', '=', id)
          .where('post.state', '=', 'cancelled')
          .executeTakeFirst();
        if (isBeingTakenBack !== undefined) return 'wrong_state';
        await trx.deleteFrom('post').where('publication_id', '=', id).execute();
        await trx.deleteFrom('publication').where('id', '=', id).execute();
        await appendEvent(trx, 'publication', { id, deleted: true }, nowMs);
        return 'removed';
      }),

    sendAgain: (id, seen, job, nowMs) =>
      change(async (trx) => {
        const row = await trx
          .selectFrom('post')
          .innerJoin('publication', 'publication.id', 'post.publication_id')
          .select(['post.state', 'post.publication_id', 'publication.asset_id'])
          .where('post.id', '=', id)
          .executeTakeFirst();
        if (row === undefined) return { kind: 'not_found' };
        if (row.state !== seen) return { kind: 'wrong_state' };
        if ((await clipName(trx, row.asset_id ?? '')) === null) return { kind: 'clip_gone' };
        insertJob(job, nowMs);
        const anew = { state: 'queued', job_id: job.job.id, fraction: null, error_json: null, note: null };
        const noTime = { scheduled_at_ms: null, scheduled_by: null };
        await trx
          .updateTable('post')
          .set({ ...anew, ...noTime, remote_id: null, url: null, visibility: null, published_at_ms: null })
          .where('id', '=', id)
          .execute();
        return changed(row.publication_id, nowMs);
      }),

    reschedule: (id, { when, scheduledAtMs, scheduledBy }, runAtMs, nowMs) =>
      change(async (trx) => {
        const post = await trx.selectFrom('post').selectAll().where('id', '=', id).executeTakeFirst();
        if (post === undefined) return { kind: 'not_found' };
        const job = await trx
          .updateTable('job')
          .set((set) => ({ run_at_ms: runAtMs, version: set('version', '+', 1) }))
          .where('id', '=', post.job_id ?? '')
          .where('state', '=', 'queued')
          .where('submissions', '=', 0)
          .returningAll()
          .executeTakeFirst();
        if (job === undefined) return { kind: 'wrong_state' };
        await appendEvent(trx, 'job', jobFromRow(job), nowMs);
        await trx
          .updateTable('post')
          .set({
            when_json: JSON.stringify(when),
            scheduled_at_ms: scheduledAtMs,
            scheduled_by: scheduledBy,
            state: scheduledBy === 'this_computer' ? 'scheduled' : 'queued',
          })
          .where('id', '=', id)
          .execute();
        return changed(post.publication_id, nowMs);
      }),

    post: (id) => guarded(() => readPost(db, id)),

    postOfJob: (id) =>
      guarded(async () => {
        const row = await db.selectFrom('post').select('id').where('job_id', '=', id).executeTakeFirst();
        return row === undefined ? null : readPost(db, row.id);
      }),

    note: (id, what, unless, nowMs) =>
      change(async (trx) => {
        const post = await trx
          .selectFrom('post')
          .select(['state', 'publication_id'])
          .where('id', '=', id)
          .executeTakeFirst();
        const state = postStates.find((each) => each === post?.state);
        if (post === undefined || state === undefined || unless.includes(state)) return null;
        const set = postColumns(what);
        if (Object.keys(set).length > 0) await trx.updateTable('post').set(set).where('id', '=', id).execute();
        return announce(post.publication_id, nowMs);
      }),

    scheduledTimes: (connection) =>
      guarded(async () => {
        const rows = await db
          .selectFrom('post')
          .select('scheduled_at_ms')
          .where('connection_id', '=', connection)
          .where('scheduled_at_ms', 'is not', null)
          .where('state', 'not in', [...settledStates, 'draft'])
          .execute();
        return rows.flatMap(({ scheduled_at_ms }) => scheduled_at_ms ?? []);
      }),

    dueAtService: (beforeMs) =>
      guarded(async () => {
        const rows = await db
          .selectFrom('post')
          .select('id')
          .where('state', '=', 'scheduled')
          .where('scheduled_by', '=', 'service')
          .where('scheduled_at_ms', '<=', beforeMs)
          .orderBy('scheduled_at_ms')
          .execute();
        return rows.map(({ id }) => postIdSchema.parse(id));
      }),

    // Asked twice a minute, and hardly ever is there anything to write.
    resumeAfterLogin: async (nowMs, except) =>
      (await guarded(() => waitingForLogin(db, except))).length === 0
        ? []
        : change((trx) => resumeAfterLogin(trx, { announce, except, nowMs })),
  };
}
