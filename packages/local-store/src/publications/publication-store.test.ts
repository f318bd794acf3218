import {
  type AssetId,
  type ConnectionId,
  newConnectionId,
  newJobId,
  newPostId,
  newPublicationId,
  type Post,
  postContentSchema,
  type Publication,
} from '@videoexpress/job-schema';
import { isoTime, type NewJob, type NewPost } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

const nowMs = Date.UTC(2026, 10, 28);
const hourMs = 3_600_000;

let store: TestLibrary;
let clip: AssetId;
let connectionId: ConnectionId;
beforeEach(async () => {
  store = openLibrary();
  clip = (await store.add({ name: 'Low tide' })).id;
  const login = {
    id: newConnectionId(),
    service: 'youtube',
    accountId: 'UC-1',
    accountName: 'Low Tide Films',
    handle: null,
    accountUrl: null,
    scopes: [],
    tokensSealed: 'sealed',
    accessExpiresAtMs: null,
    expiresAtMs: null,
    refreshedAtMs: nowMs,
  } as const;
  connectionId = (await store.connections.save(login, nowMs)).connection.id;
});
afterEach(() => store.discard());

function jobFor(post: NewPost['id'], runAtMs: number | null = null): NewJob {
  const job = {
    id: newJobId(),
    kind: 'publish',
    state: 'queued',
    progress: { fraction: null, stage: 'Queued' },
    engine: 'youtube',
    input: { video: clip, post_id: post },
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 0,
    priority: 0,
    position: nowMs,
    expectedSeconds: null,
    projectId: null,
    retryOf: null,
    runAt: runAtMs === null ? null : isoTime(runAtMs),
    cost: null,
    createdAt: isoTime(nowMs),
    startedAt: null,
    finishedAt: null,
    version: 1,
  } as const;
  return {
    job: { ...job, output: { assetIds: [] } },
    createdBootId: 'boot',
    placement: 'back',
    rates: { pricePerSecondUsd: 0, roughSeconds: null },
  };
}

function newPost(scheduledAtMs: number | null = null): NewPost {
  const id = newPostId();
  return {
    id,
    account: { connectionId, service: 'youtube', accountName: 'Low Tide Films' },
    content: postContentSchema.parse({ title: 'Low tide' }),
    when: { kind: 'now' },
    scheduledAtMs,
    scheduledBy: scheduledAtMs === null ? null : 'this_computer',
    job: jobFor(id, scheduledAtMs),
  };
}

async function insert(posts: readonly NewPost[] = [newPost()], atMs = nowMs): Promise<Publication> {
  const inserted = await store.publications.insert(
    { id: newPublicationId(), assetId: clip, draft: false, posts },
    null,
    atMs,
  );
  if (inserted.kind !== 'inserted') throw new Error(inserted.kind);
  return inserted.publication;
}

async function stateOf({ id }: Publication): Promise<Post['state'] | undefined> {
  return (await store.publications.get(id))?.posts[0]?.state;
}

async function publicationEvents(): Promise<number> {
  const events = await store.events.after(0, 1000);
  return events === 'gone' ? 0 : events.filter(({ topic }) => topic === 'publication').length;
}

describe('the tables of publications', () => {
  it('keep publication, posts, jobs and their events together, or nothing of it', async () => {
    const made = await insert([newPost(), newPost(nowMs + hourMs)]);
    expect(made).toMatchObject({
      clipName: 'Low tide',
      version: 1,
      posts: [{ state: 'queued' }, { state: 'scheduled' }],
    });
    expect(await store.jobs.counts()).toMatchObject({ queued: 2 });
    expect(await publicationEvents()).toBe(1);
    await store.assets.change([clip], { isTrashed: true }, nowMs);
    // Its jobs hold the clip back from the trash.
    expect((await store.assets.get(clip))?.deletedAt).toBeUndefined();
    const other = await store.add();
    await store.assets.change([other.id], { isTrashed: true }, nowMs);
    const refused = { id: newPublicationId(), assetId: other.id, draft: false, posts: [newPost()] };
    expect(await store.publications.insert(refused, null, nowMs)).toEqual({ kind: 'clip_gone' });
    expect(await store.jobs.counts()).toMatchObject({ queued: 2 });
  });

  it('follow what becomes of a job, in its own transaction', async () => {
    const one = await insert();
    const two = await insert();
    const three = await insert();
    const { id } = one.posts[0]!;
    const job = (publication: Publication) => publication.posts[0]!.jobId!;
    await store.jobs.apply(job(one), 'cancel', { closeAttempt: 'cancel' }, nowMs);
    expect(await stateOf(one)).toBe('cancelled');
    // What its service says is out is not unsaid.
    await store.publications.note(two.posts[0]!.id, { state: 'live' }, [], nowMs);
    await store.jobs.cancelAll([], nowMs);
    expect(await stateOf(two)).toBe('live');
    expect(await stateOf(three)).toBe('cancelled');
    expect(await store.publications.note(id, { state: 'uploading' }, ['cancelled'], nowMs)).toBeNull();
  });

  it('take a failure over that the service had no word in, and say where nobody knows', async () => {
    const made = await insert();
    const { id, jobId } = made.posts[0]!;
    const room = new Map([['youtube', 1]]);
    const rates = { pricePerSecondUsd: 0, roughSeconds: null };
    await store.jobs.claim({
      room,
      most: 1,
      bootId: 'boot',
      nowMs,
      soloBootId: null,
      nothingActive: true,
      ratesOf: () => rates,
      budget: null,
    });
    const error = { code: 'crash_loop', detail: 'it threw', userMessage: 'It crashed.', retryable: false } as const;
    await store.jobs.apply(jobId!, 'fail', { error, closeAttempt: 'cancel' }, nowMs);
    expect((await store.publications.get(made.id))?.posts[0]).toMatchObject({
      state: 'needs_attention',
      error: { code: 'outcome_unknown', action: 'look' },
    });
    const again = jobFor(id);
    expect(await store.publications.sendAgain(id, 'queued', again, nowMs)).toEqual({ kind: 'wrong_state' });
    expect(await store.publications.sendAgain(id, 'needs_attention', again, nowMs)).toMatchObject({ kind: 'changed' });
    // Two who click at once make one job.
    expect(await store.publications.sendAgain(id, 'needs_attention', jobFor(id), nowMs)).toEqual({
      kind: 'wrong_state',
    });
  });

  it('are listed newest first, by state and by time', async () => {
    const early = await insert([newPost(nowMs + hourMs)], nowMs);
    const late = await insert([newPost(nowMs + 50 * hourMs)], nowMs + 1);
    const now = await insert([newPost()], nowMs + 2);
    const idsOf = async (query: object) =>
      (await store.publications.list({ limit: 10, ...query }))?.items.map(({ id }) => id);
    expect(await idsOf({})).toEqual([now.id, late.id, early.id]);
    expect(await idsOf({ state: ['scheduled'] })).toEqual([late.id, early.id]);
    expect(await idsOf({ from: isoTime(nowMs + hourMs), to: isoTime(nowMs + 50 * hourMs) })).toEqual([early.id]);
    const first = await store.publications.list({ limit: 2 });
    expect(await idsOf({ cursor: first?.nextCursor })).toEqual([early.id]);
  });

  it('keep a new time only as long as nothing was sent', async () => {
    const made = await insert([newPost(nowMs + hourMs)]);
    const { id } = made.posts[0]!;
    const time = { when: { kind: 'now' }, scheduledAtMs: null, scheduledBy: null } as const;
    expect(await store.publications.reschedule(id, time, null, nowMs)).toMatchObject({
      publication: { posts: [{ state: 'queued', scheduledAt: null }] },
    });
    await store.jobs.cancelAll([], nowMs);
    expect(await store.publications.reschedule(id, time, null, nowMs)).toEqual({ kind: 'wrong_state' });
  });

  it('keep a sealed journal of each attempt until it is forgotten', async () => {
    const post = newPostId();
    await store.journals.write({ attempt: 'att-1', post, sealed: 'one' }, nowMs);
    await store.journals.write({ attempt: 'att-1', post, sealed: 'two' }, nowMs);
    expect(await store.journals.read('att-1')).toBe('two');
    await store.journals.forget('att-1');
    expect(await store.journals.read('att-1')).toBeNull();
  });
});
