import {
  newConnectionId,
  newJobId,
  newPostId,
  newPublicationId,
  type PostState,
  postContentSchema,
} from '@videoexpress/job-schema';
import { isoTime, type NewPost } from '@videoexpress/studio';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';
import { readyCopy } from './ready-copy.ts';

const nowMs = Date.UTC(2026, 10, 28);

let store: TestLibrary;
beforeEach(() => {
  store = openLibrary();
});
afterEach(() => store.discard());

/** A post with its job, as it stands when the database is copied. */
async function postThatIs(state: PostState, change: { readonly error?: string; readonly atService?: boolean } = {}) {
  const clip = (await store.add({ name: 'Low tide' })).id;
  const id = newPostId();
  const post: NewPost = {
    id,
    account: { connectionId: newConnectionId(), service: 'youtube', accountName: 'Low Tide Films' },
    content: postContentSchema.parse({ title: 'Low tide' }),
    when: { kind: 'now' },
    scheduledAtMs: nowMs + 3_600_000,
    scheduledBy: change.atService === true ? 'service' : 'this_computer',
    job: {
      job: {
        id: newJobId(),
        kind: 'publish',
        state: 'queued',
        progress: { fraction: null, stage: 'Queued' },
        engine: 'youtube',
        input: { video: clip, post_id: id },
        output: { assetIds: [] },
        error: null,
        attempt: 1,
        submissions: 0,
        priority: 0,
        position: 1,
        expectedSeconds: null,
        projectId: null,
        retryOf: null,
        runAt: null,
        cost: null,
        createdAt: isoTime(nowMs),
        startedAt: null,
        finishedAt: null,
        version: 1,
      },
      createdBootId: 'boot',
      placement: 'back',
      rates: { pricePerSecondUsd: 0, roughSeconds: null },
    },
  };
  const publication = { id: newPublicationId(), assetId: clip, draft: false, posts: [post] };
  await store.publications.insert(publication, null, nowMs);
  const { error: code } = change;
  const error = code === undefined ? null : { code, detail: '', userMessage: '', action: 'reconnect' as const };
  await store.publications.note(id, { state, error }, [], nowMs);
  return id;
}

/** The copy, made ready: what its rows say. */
function restored() {
  const path = `${store.connection.name}-copy`;
  store.connection.prepare('VACUUM INTO ?').run(path);
  expect(readyCopy(path)).toMatchObject({ ok: true });
  const db = new Database(path, { readonly: true });
  const read = (sql: string) => db.prepare(sql).pluck().all();
  const rows = {
    posts: read('SELECT state FROM post ORDER BY id'),
    errors: read("SELECT json_extract(error_json, '$.code') || ' ' || json_extract(error_json, '$.action') FROM post"),
    jobs: read('SELECT DISTINCT state FROM job'),
  };
  db.close();
  return rows;
}

describe('a database that comes back from a backup', () => {
  it('publishes nothing that the studio it is of may have published since', async () => {
    await postThatIs('queued');
    await postThatIs('uploading');
    await postThatIs('processing');
    await postThatIs('scheduled');
    await postThatIs('needs_attention', { error: 'needs_login' });
    const { posts, errors, jobs } = restored();
    expect(posts).toEqual(Array.from({ length: 5 }, () => 'needs_attention'));
    expect(errors).toEqual(Array.from({ length: 5 }, () => 'restored look'));
    expect(jobs).toEqual(['cancelled']);
  });

  it('leaves alone what is over, and what lies at its service', async () => {
    await postThatIs('live');
    const id = await postThatIs('scheduled', { atService: true });
    await store.jobs.cancelAll([], nowMs);
    await store.publications.note(id, { state: 'scheduled' }, [], nowMs);
    expect(restored().posts).toEqual(['live', 'scheduled']);
  });
});
