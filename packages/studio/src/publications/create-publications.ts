import {
  type AssetId,
  err,
  type FieldProblem,
  newPostId,
  newPublicationId,
  ok,
  type Post,
  type PostId,
  type PostRequest,
  type Publication,
  type PublicationId,
  type Result,
} from '@videoexpress/job-schema';
import { keyConflict } from '../jobs/job-refusals.ts';
import { requestHash } from '../jobs/new-job.ts';
import type { Refusal } from '../refusal.ts';
import { createPostSteering, type PostSteeringDeps } from './post-steering.ts';
import type { FindPostClip } from './post-clip.ts';
import {
  isProblem,
  lookAtPosts,
  type LookedAt,
  type PostProblem,
  type PreflightDeps,
  preflightOf,
} from './preflight-posts.ts';
import type { ChangedPublication, NewPost, PublicationStore } from './publication-store.ts';
import type { Publications } from './publications.ts';
import { newPublishJob } from './publish-job.ts';

export interface PublicationsDeps extends PreflightDeps, PostSteeringDeps {
  readonly store: PublicationStore;
  readonly findClip: FindPostClip;
  readonly clipName: (id: AssetId) => Promise<string | null>;
}

/** What people do with publications: make them, keep them as drafts, send them, look at them. */
export function createPublications(deps: PublicationsDeps): Publications {
  const { store, clock } = deps;
  const steering = createPostSteering(deps);

  /** The posts of a request, each looked at; refused where one cannot be sent as it is. */
  async function prepare(
    assetId: AssetId,
    posts: readonly PostRequest[],
  ): Promise<Result<readonly NewPost[], Refusal>> {
    const looked = await look(assetId, posts);
    if (!looked.ok) return looked;
    const problems = looked.value.flatMap(({ lines }, index) =>
      lines
        .filter(({ level }) => level === 'fail')
        .map(({ field, text }) => ({ path: pathOf(index, field), message: text })),
    );
    if (problems.length > 0) return err(fieldRefusal(problems));
    const name = (await deps.clipName(assetId)) ?? '';
    return ok(
      looked.value.map(({ request, account, plan }) => {
        const id = newPostId();
        const { content, when } = request;
        const job = newPublishJob(deps, {
          postId: id,
          assetId,
          account,
          content,
          clipName: name,
          runAtMs: plan.runAtMs,
        });
        const { scheduledAtMs, scheduledBy } = plan;
        return { id, account, content, when, scheduledAtMs, scheduledBy, job };
      }),
    );
  }

  async function look(assetId: AssetId, posts: readonly PostRequest[]): Promise<Result<readonly LookedAt[], Refusal>> {
    const clip = await deps.findClip(assetId);
    if (clip === null) return err(clipGone);
    const all = await lookAtPosts(deps, posts, clip);
    const problems = all.filter(isProblem);
    if (problems.length > 0) return err(fieldRefusal(problems.map(fieldProblem)));
    return ok(all.filter((each): each is LookedAt => !isProblem(each)));
  }

  /** A draft may be half done: only its accounts must be there. */
  async function draftPosts(posts: readonly PostRequest[]): Promise<Result<readonly NewPost[], Refusal>> {
    const drafts: NewPost[] = [];
    const problems: FieldProblem[] = [];
    for (const [index, { connectionId, content, when }] of posts.entries()) {
      const account = await store.account(connectionId);
      if (account === null)
        problems.push({ path: `posts.${index}.connectionId`, message: 'There is no such account. Choose another.' });
      else
        drafts.push({
          id: newPostId(),
          account,
          content,
          when,
          scheduledAtMs: when.kind === 'at' ? Date.parse(when.at) : null,
          scheduledBy: null,
          job: null,
        });
    }
    return problems.length > 0 ? err(fieldRefusal(problems)) : ok(drafts);
  }

  return {
    async create(request, idempotencyKey) {
      const { assetId, draft } = request;
      const key =
        idempotencyKey === null ? null : { key: idempotencyKey, bodyHash: requestHash({ publication: request }) };
      // Looked for first: what was taken once may be refused by now, as its time is over.
      const before = key === null ? null : await store.requestedBefore(key);
      if (before?.kind === 'conflict') return err(keyConflict(before.because));
      if (before !== null) return ok({ publication: before.publication, repeated: true });
      if (draft && (await deps.clipName(assetId)) === null) return err(clipGone);
      const posts = draft ? await draftPosts(request.posts) : await prepare(assetId, request.posts);
      if (!posts.ok) return posts;
      const publication = { id: newPublicationId(), assetId, draft, posts: posts.value };
      const inserted = await store.insert(publication, key, clock.now());
      if (inserted.kind === 'conflict') return err(keyConflict(inserted.because));
      if (inserted.kind === 'clip_gone') return err(clipGone);
      if (inserted.kind === 'inserted') deps.wakeQueue();
      return ok({ publication: inserted.publication, repeated: inserted.kind === 'repeated' });
    },

    get: (id) => store.get(id),

    async list(query) {
      const page = await store.list(query);
      const message = 'Is not a cursor of this list. Use nextCursor of the page before, or leave it out.';
      return page === null ? err(fieldRefusal([{ path: 'cursor', message }])) : ok(page);
    },

    async preflight({ assetId, posts }, signal) {
      const looked = await look(assetId, posts);
      return looked.ok ? ok(await preflightOf(deps, looked.value, signal)) : looked;
    },

    async patch(id, patch) {
      const before = await store.get(id);
      if (before === null) return err(noSuchPublication);
      const assetId = patch.assetId ?? before.assetId;
      if (assetId === null) return err(clipGone);
      const posts = await draftPosts(patch.posts ?? before.posts.map(requestOf));
      if (!posts.ok) return posts;
      return answer(await store.changeDraft(id, { assetId, posts: posts.value }, clock.now()), notADraft);
    },

    async send(id) {
      const draft = await store.get(id);
      if (draft === null) return err(noSuchPublication);
      if (!draft.draft) return err(notADraft);
      if (draft.assetId === null) return err(clipGone);
      if (draft.posts.length === 0)
        return err(fieldRefusal([{ path: 'posts', message: 'Name at least one account to publish to.' }]));
      const posts = await prepare(draft.assetId, draft.posts.map(requestOf));
      if (!posts.ok) return posts;
      const sent = await store.send(id, posts.value, clock.now());
      if (sent.kind === 'changed') deps.wakeQueue();
      return answer(sent, notADraft);
    },

    async remove(id) {
      const removed = await store.remove(id, clock.now());
      if (removed === 'removed') return ok(null);
      if (removed === 'not_found') return err(noSuchPublication);
      const detail =
        'Not all of its posts have ended: cancel those that are on their way. Of one that was cancelled just now, its service may still have to be told.';
      return err({ code: 'invalid_state', detail });
    },

    retryPost: (id, post, request) => steered(id, post, (found) => steering.retry(found, request)),
    cancelPost: (id, post) => steered(id, post, (found) => steering.cancel(found)),
    reschedulePost: (id, post, request) => steered(id, post, (found) => steering.reschedule(found, request)),
  };

  async function steered(
    id: PublicationId,
    post: PostId,
    steer: (found: { readonly publication: Publication; readonly post: Post }) => Promise<Result<null, Refusal>>,
  ): Promise<Result<Publication, Refusal>> {
    const publication = await store.get(id);
    if (publication === null) return err(noSuchPublication);
    const found = publication.posts.find((each) => each.id === post);
    if (found === undefined) return err({ code: 'not_found', detail: 'This publication has no post with this id.' });
    const done = await steer({ publication, post: found });
    if (!done.ok) return done;
    const after = await store.get(id);
    return after === null ? err(noSuchPublication) : ok(after);
  }
}

const noSuchPublication: Refusal = { code: 'not_found', detail: 'There is no publication with this id.' };
const notADraft: Refusal = {
  code: 'invalid_state',
  detail: 'It was sent already and is no draft any more. Make a new publication, or reschedule its posts.',
};
const clipGone: Refusal = {
  code: 'invalid_input',
  detail: 'assetId: There is no such clip in the library. Choose another, or restore it from the trash.',
  errors: [
    { path: 'assetId', message: 'There is no such clip in the library. Choose another, or restore it from the trash.' },
  ],
};

function answer(changed: ChangedPublication, wrongState: Refusal): Result<Publication, Refusal> {
  switch (changed.kind) {
    case 'changed':
      return ok(changed.publication);
    case 'not_found':
      return err(noSuchPublication);
    case 'wrong_state':
      return err(wrongState);
    case 'clip_gone':
      return err(clipGone);
  }
}

function requestOf({ connectionId, content, when }: Post): PostRequest {
  return { connectionId, content, when };
}

function fieldProblem({ index, field, message }: PostProblem): FieldProblem {
  return { path: `posts.${index}.${field}`, message };
}

function pathOf(index: number, field: string | null): string {
  if (field === null) return `posts.${index}`;
  return field === 'when' ? `posts.${index}.when` : `posts.${index}.content.${field}`;
}

function fieldRefusal(errors: readonly FieldProblem[]): Refusal {
  const [first] = errors;
  const more = errors.length - 1;
  const others = more > 0 ? ` ${more} more ${more === 1 ? 'problem' : 'problems'}.` : '';
  return {
    code: 'invalid_input',
    detail: first === undefined ? 'The request is not valid.' : `${first.path}: ${first.message}${others}`,
    errors,
  };
}
