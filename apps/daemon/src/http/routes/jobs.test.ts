import { jobSchema, newJobId, pageSchema, queueSchema } from '@videoexpress/job-schema';
import { StoreUnavailable } from '@videoexpress/studio';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patience } from '../../testing/patience.ts';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../../testing/http-test-app.ts';

const fox = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } } as const;

describe('jobs and the queue over HTTP', () => {
  let app: HttpTestApp;
  beforeEach(async () => {
    app = await startHttpTestApp();
  });
  afterEach(() => app.close());

  const send = (method: string, target: string, body?: object, headers: Record<string, string> = {}) =>
    app.fetch(target, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    });

  it('creates a job, and shows it alone and in the list', async () => {
    const created = await send('POST', '/api/v1/jobs', fox);
    expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/json']);
    const job = jobSchema.parse(await created.json());
    expect(jobSchema.parse(await (await send('GET', `/api/v1/jobs/${job.id}`)).json())).toEqual(job);
    const page = pageSchema(jobSchema).parse(
      await (await send('GET', '/api/v1/jobs?limit=1&state=queued,running')).json(),
    );
    expect(page).toEqual({ items: [job], nextCursor: null });
  });

  it('repeats a request that has the same key, and refuses another body under it', async () => {
    const key = { 'idempotency-key': 'click-1' };
    const [first, again] = [await send('POST', '/api/v1/jobs', fox, key), await send('POST', '/api/v1/jobs', fox, key)];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(await again.json()).toEqual(await first.json());
    const other = await send('POST', '/api/v1/jobs', { ...fox, priority: 1 }, key);
    expect(await outcomeOf(other)).toBe('409 idempotency_conflict');
    expect(app.studio.jobRows.size).toBe(1);
  });

  it.each([
    ['empty', ''],
    ['with a space', 'a b'],
    ['too long', 'x'.repeat(201)],
  ])('refuses a key that is %s', async (_, key) => {
    const problem = await problemOf(await send('POST', '/api/v1/jobs', fox, { 'idempotency-key': key }));
    expect(problem.errors?.map((error) => error.path)).toEqual(['idempotency-key']);
  });

  it('cancels, retries, edits and removes as the state allows', async () => {
    const job = app.studio.addJob(fox);
    expect((await send('PATCH', `/api/v1/jobs/${job.id}`, { priority: -5 })).status).toBe(200);
    expect(await outcomeOf(await send('DELETE', `/api/v1/jobs/${job.id}`))).toBe('409 invalid_state');
    expect(await outcomeOf(await send('POST', `/api/v1/jobs/${job.id}/retry`))).toBe('409 invalid_state');
    const cancelled = jobSchema.parse(await (await send('POST', `/api/v1/jobs/${job.id}/cancel`)).json());
    expect([cancelled.state, cancelled.priority]).toEqual(['cancelled', -5]);
    expect(await outcomeOf(await send('PATCH', `/api/v1/jobs/${job.id}`, { priority: 1 }))).toBe('409 invalid_state');
    const retried = await send('POST', `/api/v1/jobs/${job.id}/retry`);
    expect([retried.status, jobSchema.parse(await retried.json()).retryOf]).toEqual([201, job.id]);
    expect((await send('DELETE', `/api/v1/jobs/${job.id}`)).status).toBe(204);
    expect(await outcomeOf(await send('DELETE', `/api/v1/jobs/${job.id}`))).toBe('404 not_found');
  });

  it('an id that is none, or nobody’s, is not found', async () => {
    const ids = [newJobId(), 'nonsense', 'job_', '%20', '..%2f..%2fetc%2fpasswd', "job_' OR 1=1"];
    const answers = await Promise.all(ids.map((id) => send('GET', `/api/v1/jobs/${encodeURI(id)}`)));
    expect(await Promise.all(answers.map(outcomeOf))).toEqual(ids.map(() => '404 not_found'));
  });

  it.each([
    ['limit=0', 'limit', 'Must be at least 1.'],
    ['limit=201', 'limit', 'Must be at most 200.'],
    ['limit=many', 'limit', 'Must be a number.'],
    ['limit=1&limit=2', 'limit', 'Is given more than once.'],
    ['kind=sculpture', 'kind', 'Must be one of: text_to_video, image_to_video, publish.'],
    ['colour=red', 'colour', 'Unknown field. Known fields: cursor, limit, state, kind, projectId, q, sort.'],
    ['__proto__=1', '__proto__', 'Unknown field. Known fields: cursor, limit, state, kind, projectId, q, sort.'],
  ])('names what is wrong with ?%s', async (query, path, message) => {
    const problem = await problemOf(await send('GET', `/api/v1/jobs?${query}`));
    expect(problem.errors).toEqual([{ path, message }]);
  });

  it('names a wrong state of a list by its parameter', async () => {
    const problem = await problemOf(await send('GET', '/api/v1/jobs?state=queued,lost'));
    expect(problem.errors?.map((error) => error.path)).toEqual(['state']);
  });

  it('reads carry the last event they include', async () => {
    const job = app.studio.addJob(fox);
    app.studio.addJob(fox);
    const targets = [
      '/api/v1/jobs',
      `/api/v1/jobs/${job.id}`,
      '/api/v1/queue',
      '/api/v1/assets',
      '/api/v1/engines',
      '/api/v1/health',
    ];
    const answers = await Promise.all(targets.map((target) => send('GET', target)));
    expect(answers.map((answer) => [answer.status, answer.headers.get('x-event-id')])).toEqual(
      targets.map(() => [200, '2']),
    );
  });

  it('reads never claim to include an event that came during the read', async () => {
    const job = app.studio.addJob(fox);
    const targets = ['/api/v1/jobs', `/api/v1/jobs/${job.id}`, '/api/v1/queue'];
    for (const target of targets) {
      const before = await app.studio.events.lastId();
      app.studio.duringRead = () => app.studio.events.commit({ topic: 'job', payload: job });
      expect((await send('GET', target)).headers.get('x-event-id')).toBe(String(before));
    }
  });

  it('pauses and resumes', async () => {
    const paused = queueSchema.parse(await (await send('POST', '/api/v1/queue/pause')).json());
    const resumed = queueSchema.parse(await (await send('POST', '/api/v1/queue/resume')).json());
    expect([paused.paused, resumed.paused]).toEqual([true, false]);
  });

  it('says who it is, and how its services are, to those who may know', async () => {
    expect(await (await app.fetchOpen('/healthz')).json()).toEqual({ status: 'ok' });
    const health: unknown = await (await send('GET', '/api/v1/health')).json();
    expect(health).toMatchObject({
      version: '0.0.0-test',
      bootId: 'boot-1',
      services: [{ id: 'queue', status: 'ok' }],
    });
  });

  it('answers a shutdown request before it shuts down', async () => {
    expect((await send('POST', '/api/v1/shutdown')).status).toBe(202);
    await expect.poll(() => app.shutdowns(), patience).toBe(1);
  });

  it.each([
    ['busy', '503 database_busy', '1'],
    ['full', '507 disk_full', null],
    ['failed', '500 database_failed', null],
  ] as const)('a database that is %s is said to be', async (reason, outcome, retryAfter) => {
    app.studio.unavailable = new StoreUnavailable(reason, new Error('SQLITE_SECRET at /home/someone'));
    const answer = await send('POST', '/api/v1/jobs', fox);
    expect(answer.headers.get('retry-after')).toBe(retryAfter);
    const problem = await problemOf(answer);
    expect(`${problem.status} ${problem.code}`).toBe(outcome);
    expect(problem.detail).not.toContain('SQLITE');
  });

  it('a bug is a 500 that tells nothing but where the log tells more', async () => {
    app.studio.unavailable = new Error('secret detail');
    const answer = await send('GET', '/api/v1/jobs');
    const problem = await problemOf(answer);
    const requestId = answer.headers.get('x-request-id') ?? 'none';
    expect(problem).toMatchObject({ status: 500, code: 'internal' });
    expect(problem.detail).toContain(requestId);
    expect(JSON.stringify(problem)).not.toContain('secret detail');
    const logged = app.log.lines.find((line) => line.level === 'error');
    expect(logged?.fields['requestId']).toBe(requestId);
    expect(String(Object(logged?.fields['err']).stack)).toContain('secret detail');
  });
});
