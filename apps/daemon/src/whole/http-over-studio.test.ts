import Database from 'better-sqlite3';
import { jobSchema } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { keptStudios } from '../testing/kept-studios.ts';
import { SseClient } from '../testing/sse-client.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const apps: HttpTestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

const fox = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } };

/** The whole daemon but its process: HTTP over the rules over a real database file, on a clock that stands still. */
async function whole(
  engine = new ScriptedEngine(),
): Promise<{ app: HttpTestApp; test: TestStudio; engine: ScriptedEngine }> {
  const test = studio(engine);
  await test.studio.start();
  const app = await startHttpTestApp({
    studio: test.studio,
    clock: test.clock,
    sessionStore: test.store.sessions,
    uploadFolder: test.folders.uploads,
    mediaFolders: [test.folders.media, test.folders.posters],
  });
  apps.push(app);
  return { app, test, engine };
}

function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}

describe('the daemon over HTTP, with a real database', () => {
  it('takes a job from the request to the bytes of its clip, and the stream tells every step in order', async () => {
    const { app, test, engine } = await whole();
    const stream = await SseClient.open((init) => app.fetch('/api/v1/events', init));
    const made = await app.fetch('/api/v1/jobs', post(fox));
    expect(made.status).toBe(201);
    const job = jobSchema.parse(await made.json());
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const end = await test.untilEnd(job.id);

    const states: string[] = [];
    const ids: number[] = [];
    while (states.at(-1) !== 'succeeded') {
      const block = await stream.next();
      if (block?.event === 'job') states.push(jobSchema.parse(JSON.parse(block.data ?? '')).state);
      if (block?.id) ids.push(Number(block.id));
    }
    stream.close();
    expect(states).toEqual(['queued', 'dispatching', 'submitted', 'collecting', 'succeeded']);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const clip = await app.fetch(`/api/v1/assets/${end.output.assetIds[0]}/content`, {
      headers: { range: 'bytes=2-5' },
    });
    expect([clip.status, await clip.text()]).toEqual([206, 'clip']);
    const list = await app.fetch('/api/v1/assets');
    expect(await list.json()).toMatchObject({ items: [{ id: end.output.assetIds[0], type: 'video', jobId: job.id }] });
  });

  it('a snapshot and the stream after it leave no gap and repeat nothing', async () => {
    const { app, test, engine } = await whole();
    await test.create();
    await test.until(() => engine.submissions.length === 1);
    const snapshot = await app.fetch('/api/v1/jobs');
    const after = snapshot.headers.get('x-event-id');
    const second = await test.create({ input: { prompt: 'second' } });
    const stream = await SseClient.open((init) => app.fetch(`/api/v1/events?after=${after}`, init));
    let block = await stream.next();
    while (block?.event !== 'job' || !block.data?.includes(second.id)) block = await stream.next();
    stream.close();
    expect(Number(block.id)).toBeGreaterThan(Number(after));
  });

  it('the same Idempotency-Key: 201, then 200 with the same job and one attempt; another body 409', async () => {
    const { app, test, engine } = await whole();
    const key = { 'idempotency-key': 'click-1' };
    const first = await app.fetch('/api/v1/jobs', post(fox, key));
    const again = await app.fetch('/api/v1/jobs', post(fox, key));
    const other = await app.fetch('/api/v1/jobs', post({ ...fox, priority: 1 }, key));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(jobSchema.parse(await again.json()).id).toBe(jobSchema.parse(await first.json()).id);
    expect(await outcomeOf(other)).toBe('409 idempotency_conflict');
    await test.until(() => engine.submissions.length > 0);
    expect(engine.submissions).toHaveLength(1);
  });

  it('names every field that is wrong', async () => {
    const { app } = await whole();
    const refused = await app.fetch(
      '/api/v1/jobs',
      post({ kind: 'text_to_video', input: { prompt: ' ', width: 65, nope: true } }),
    );
    expect(refused.status).toBe(400);
    const problem = await problemOf(refused);
    expect(problem.code).toBe('invalid_input');
    expect(problem.errors?.map((each) => each.path)).toEqual(expect.arrayContaining(['input.prompt', 'input.nope']));
    const envelope = await app.fetch(
      '/api/v1/jobs',
      post({ kind: 'text_to_opera', input: {}, runAt: 'tomorrow', extra: 1 }),
    );
    expect((await problemOf(envelope)).errors?.map((each) => each.path)).toEqual(
      expect.arrayContaining(['kind', 'runAt', 'extra']),
    );
  });

  it('what is wrong beside the input hides nothing that is wrong in it, in one job or in a batch', async () => {
    const { app } = await whole();
    const wrong = { ...fox, input: { prompt: '', width: 63 }, extra: 1, runAt: 'tomorrow' };
    const paths = async (path: string, body: unknown) =>
      (await problemOf(await app.fetch(path, post(body)))).errors?.map((each) => each.path).toSorted();
    const expected = ['extra', 'input.prompt', 'input.width', 'runAt'];
    expect(await paths('/api/v1/jobs', wrong)).toEqual(expected);
    expect(await paths('/api/v1/estimates', wrong)).toEqual(expected);
    expect(await paths('/api/v1/job-batches', { jobs: [fox, wrong] })).toEqual(
      expected.map((path) => `jobs.1.${path}`),
    );
    expect(await paths('/api/v1/jobs', { ...wrong, kind: 'opera' })).toEqual(['extra', 'kind', 'runAt']);
  });

  it('a batch, a move and cancelling the rest: 201, 200, and words for what is no longer possible', async () => {
    const { app } = await whole(new ScriptedEngine({ maxConcurrent: 0 }));
    const batch = await app.fetch('/api/v1/job-batches', post({ jobs: [fox, fox, { ...fox, placement: 'front' }] }));
    expect(batch.status).toBe(201);
    const [first, second, front] = z.object({ items: z.array(jobSchema) }).parse(await batch.json()).items;
    expect(front?.position).toBeLessThan(first?.position ?? 0);
    const moved = await app.fetch(`/api/v1/jobs/${second?.id}/move`, post({ after: null }));
    expect([moved.status, jobSchema.parse(await moved.json()).position < (front?.position ?? 0)]).toEqual([200, true]);
    const wrong = await app.fetch(
      '/api/v1/job-batches',
      post({ jobs: [fox, { kind: 'opera', input: {} }, { ...fox, input: {} }] }),
    );
    expect(wrong.status).toBe(400);
    expect((await problemOf(wrong)).errors?.map(({ path }) => path)).toEqual(expect.arrayContaining(['jobs.1.kind']));
    const cancelled = await app.fetch('/api/v1/queue/cancel', post({ except: [first?.id] }));
    expect(await cancelled.json()).toEqual({ cancelled: [second?.id, front?.id] });
    const late = await app.fetch(`/api/v1/jobs/${first?.id}/move`, post({ after: front?.id }));
    expect(await outcomeOf(late)).toBe('409 invalid_state');
  });

  it('a full disk is 507 and a database held by another program 503 with the time to come back; neither leaves half a row', async () => {
    const { app, test } = await whole();
    const { connection } = test.store;
    const pages = Number(connection.pragma('page_count', { simple: true }));
    connection.pragma(`max_page_count = ${pages}`);
    const long = { kind: 'text_to_video', input: { prompt: 'x'.repeat(2000) }, runAt: '2030-01-01T00:00:00.000Z' };
    let full: Response | null = null;
    for (let tries = 0; tries < 60 && full === null; tries += 1) {
      const answer = await app.fetch('/api/v1/jobs', post(long));
      if (answer.status !== 201) full = answer;
    }
    if (full === null) throw new Error('The disk never filled up');
    expect(await outcomeOf(full)).toBe('507 disk_full');
    connection.pragma('max_page_count = 1000000000');

    const other = new Database(test.folders.databaseFile);
    other.exec('BEGIN IMMEDIATE');
    const busy = await app.fetch('/api/v1/jobs', post(fox));
    expect(busy.headers.get('retry-after')).toBe('1');
    expect(await outcomeOf(busy)).toBe('503 database_busy');
    other.exec('ROLLBACK');
    other.close();
    expect((await app.fetch('/api/v1/jobs', post(fox))).status).toBe(201);
  });

  it('a session outlives the daemon and ends with the logout', async () => {
    const { app, test } = await whole();
    const cookie = await app.logIn();
    const seen = await app.fetchOpen('/api/v1/queue', { headers: { cookie } });
    expect(seen.status).toBe(200);
    expect(test.store.connection.prepare('SELECT count(*) FROM session').pluck().get()).toBe(1);
    const out = await app.fetchOpen('/api/v1/logout', { method: 'POST', headers: { cookie, 'x-videoexpress': '1' } });
    expect(out.status).toBe(204);
    expect((await app.fetchOpen('/api/v1/queue', { headers: { cookie } })).status).toBe(401);
  });
});
