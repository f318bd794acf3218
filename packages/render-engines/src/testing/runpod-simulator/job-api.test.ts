import { describe, expect, it } from 'vitest';
import { never, simulatedRoom } from './simulated-room.ts';

const room = simulatedRoom();

describe('the life of a job', () => {
  it('waits, runs with progress, and ends with its output and its times', async () => {
    const id = await room.client.submit({ prompt: 'a fox' });
    expect(id).toMatch(/^[0-9a-f-]{36}-u1$/);
    expect(await room.client.status(id)).toEqual({ id, status: 'IN_QUEUE' });
    room.clock.advance(1500);
    expect(await room.taken('w1')).toBe(id);
    room.clock.advance(2500);
    expect(await room.client.status(id)).toEqual({
      id,
      status: 'IN_PROGRESS',
      delayTime: 1500,
      executionTime: 2500,
      workerId: 'w1',
    });
    await room.worker('w1').sendProgress(id, { progress: '4/10' }, never);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS', output: { progress: '4/10' } });
    room.clock.advance(500);
    await room.worker('w1').sendDone(id, { output: { clip: 'here' } }, never);
    room.clock.advance(60_000);
    expect(await room.client.status(id)).toEqual({
      id,
      status: 'COMPLETED',
      output: { clip: 'here' },
      delayTime: 1500,
      executionTime: 3000,
      workerId: 'w1',
    });
    expect(room.runpod.billedMs()).toBe(3000);
  });

  it('hands the worker what was submitted, under the id that the client has', async () => {
    const body = { input: { prompt: 'x' }, webhook: 'https://example.test/done', policy: { ttl: 60_000 } };
    const reply = await room.client.call('POST', '/run', body);
    const job = await room.worker('w1').takeJob(false, never);
    expect(job).toEqual({ id: room.runpod.jobs[0]?.id, input: { prompt: 'x' }, webhook: 'https://example.test/done' });
    expect(JSON.parse(reply.text)).toEqual({ id: room.runpod.jobs[0]?.id, status: 'IN_QUEUE' });
  });

  it('fails with the words of the worker', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    await room.worker('w1').sendDone(id, { error: 'bad input' }, never);
    expect(await room.client.status(id)).toMatchObject({ status: 'FAILED', error: 'bad input' });
    expect(await room.client.status(id)).not.toHaveProperty('output');
  });

  it('is cancelled while it waits, and then no worker gets it', async () => {
    const id = await room.client.submit({ a: 1 });
    expect(JSON.parse((await room.client.call('POST', `/cancel/${id}`)).text)).toEqual({ id, status: 'CANCELLED' });
    const other = await room.client.submit({ a: 2 });
    expect(await room.taken('w1')).toBe(other);
  });

  it('is cancelled while it runs: the worker hears it, and what it still says is dropped', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    const stops = room.worker('w1').awaitStops(never);
    await room.runpod.requests.received('job-stop', 1);
    room.clock.advance(700);
    expect(JSON.parse((await room.client.call('POST', `/cancel/${id}`)).text)).toMatchObject({
      id,
      status: 'CANCELLED',
      executionTime: 700,
    });
    expect(await stops).toEqual([id]);
    await room.worker('w1').sendProgress(id, { late: true }, never);
    await room.worker('w1').sendDone(id, { output: { late: true } }, never);
    expect(await room.client.status(id)).not.toHaveProperty('output');
    expect(await room.client.status(id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('tells a worker of a stop that it did not listen for at the time', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    await room.client.call('POST', `/cancel/${id}`);
    expect(await room.worker('w1').awaitStops(never)).toEqual([id]);
  });

  it('keeps its end when it is cancelled too late', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    expect(JSON.parse((await room.client.call('POST', `/cancel/${id}`)).text)).toMatchObject({
      status: 'COMPLETED',
      output: 1,
    });
  });

  it('is retried after it failed, and then only', async () => {
    const id = await room.client.submit({ a: 1 });
    expect((await room.client.call('POST', `/retry/${id}`)).status).toBe(400);
    await room.taken('w1');
    await room.worker('w1').sendDone(id, { error: 'no' }, never);
    expect(JSON.parse((await room.client.call('POST', `/retry/${id}`)).text)).toEqual({ id, status: 'IN_QUEUE' });
    expect(await room.taken('w1')).toBe(id);
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    expect(await room.client.status(id)).toMatchObject({ status: 'COMPLETED', output: 1 });
    expect(await room.client.status(id)).not.toHaveProperty('error');
  });
});

describe('calls that hold on', () => {
  it('answers /runsync with the job as it is when the wait is over', async () => {
    const sync = room.client.call('POST', '/runsync?wait=2000', { input: { a: 1 } });
    await room.runpod.requests.received('runsync', 1);
    while (room.runpod.jobs.length === 0) await new Promise((resolve) => setImmediate(resolve));
    room.clock.advance(2000);
    expect(JSON.parse((await sync).text)).toMatchObject({ status: 'IN_QUEUE' });
  });

  it('answers /status-sync at the end, and /stream with the chunks since the last time', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    const status = room.client.get(`/status-sync/${id}?wait=60000`);
    await fetch(`${room.runpod.workerUrl}/job-stream/w1/${id}?gpu=x&isStream=false`, {
      method: 'POST',
      headers: { authorization: room.runpod.workerKey, 'content-type': 'application/x-www-form-urlencoded' },
      body: '{"output":"one"}',
    });
    expect(await room.client.get(`/stream/${id}`)).toEqual({ status: 'IN_PROGRESS', stream: [{ output: 'one' }] });
    expect(await room.client.get(`/stream/${id}`)).toEqual({ status: 'IN_PROGRESS', stream: [] });
    await room.worker('w1').sendDone(id, { output: [] }, never);
    expect(await status).toMatchObject({ status: 'COMPLETED', output: [] });
  });

  it('gives several jobs to a worker that can do several', async () => {
    const ids = [
      await room.client.submit({ a: 1 }),
      await room.client.submit({ a: 2 }),
      await room.client.submit({ a: 3 }),
    ];
    const response = await fetch(`${room.runpod.workerUrl}/job-take-batch/w1?gpu=x&batch_size=2&job_in_progress=0`, {
      headers: { authorization: room.runpod.workerKey },
    });
    expect(await response.json()).toEqual([
      { id: ids[0], input: { a: 1 } },
      { id: ids[1], input: { a: 2 } },
    ]);
  });
});

describe('refusals', () => {
  it.each([
    ['no JSON', 'not json'],
    ['no input', {}],
    ['an input that is no object', { input: 'text' }],
    ['an execution timeout below 5 s', { input: {}, policy: { executionTimeout: 4_999 } }],
    ['a time to live below 10 s', { input: {}, policy: { ttl: 9_999 } }],
    ['a time to live above 7 days', { input: {}, policy: { ttl: 604_800_001 } }],
    ['more than 10 MB', { input: { data: 'x'.repeat(10_000_000) } }],
  ])('refuses %s with 400', async (_name, body) => {
    expect((await room.client.call('POST', '/run', body)).status).toBe(400);
    expect(room.runpod.jobs).toEqual([]);
  });

  it('refuses other keys, on all of its surfaces', async () => {
    expect((await room.client.call('GET', '/health', undefined, 'wrong')).status).toBe(401);
    const bare = await fetch(`${room.runpod.endpointUrl}/health`, { headers: { authorization: room.runpod.apiKey } });
    expect(bare.status).toBe(401);
    const asClient = await fetch(`${room.runpod.workerUrl}/ping/w1?gpu=x`, {
      headers: { authorization: `Bearer ${room.runpod.apiKey}` },
    });
    expect(asClient.status).toBe(401);
    room.runpod.setApiKey('rpa_new');
    expect((await room.client.call('GET', '/health', undefined, 'rpa_new')).status).toBe(200);
  });

  it('knows no other endpoint, route, verb or job', async () => {
    const elsewhere = room.runpod.endpointUrl.replace('/simulated', '/other');
    const headers = { authorization: `Bearer ${room.runpod.apiKey}` };
    expect((await fetch(`${elsewhere}/health`, { headers })).status).toBe(404);
    expect((await room.client.call('GET', '/nothing')).status).toBe(404);
    expect((await room.client.call('POST', '/health')).status).toBe(405);
    for (const [method, route] of [
      ['GET', 'status'],
      ['POST', 'cancel'],
      ['POST', 'retry'],
    ] as const) {
      expect((await room.client.call(method, `/${route}/none-u1`)).status).toBe(404);
    }
    await expect(room.worker('w1').sendDone('none-u1', { output: 1 }, never)).rejects.toThrow('404');
  });

  it('answers 429 above its limits, until ten seconds have passed', async () => {
    const cancels = await Promise.all(Array.from({ length: 19 }, () => room.client.call('POST', '/cancel/none-u1')));
    expect(new Set(cancels.map(({ status }) => status))).toEqual(new Set([404]));
    expect((await room.client.call('POST', '/purge-queue')).status).toBe(200);
    expect((await room.client.call('POST', '/purge-queue')).status).toBe(200);
    expect((await room.client.call('POST', '/purge-queue')).status).toBe(429);
    room.clock.advance(10_000);
    expect((await room.client.call('POST', '/purge-queue')).status).toBe(200);
    expect(room.runpod.requests.mostInTenSeconds('purge-queue')).toBe(3);
    expect(room.runpod.requests.count('purge-queue')).toBe(4);
  });
});

it('drops what waits, and leaves what runs', async () => {
  const running = await room.client.submit({ a: 1 });
  await room.taken('w1');
  const waiting = [await room.client.submit({ a: 2 }), await room.client.submit({ a: 3 })];
  expect(JSON.parse((await room.client.call('POST', '/purge-queue')).text)).toEqual({
    removed: 2,
    status: 'completed',
  });
  expect(await room.client.status(running)).toMatchObject({ status: 'IN_PROGRESS' });
  expect(await room.client.status(waiting[0] ?? '')).toMatchObject({ status: 'CANCELLED' });
});
