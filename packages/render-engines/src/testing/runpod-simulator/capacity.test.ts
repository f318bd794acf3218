import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerConnection } from './light-worker/worker-connection.ts';
import { type RunPodSimulator, startRunPodSimulator } from './runpod-simulator.ts';
import { sampleOrder } from './sample-order.ts';
import { never, simulatedRoom } from './simulated-room.ts';

const room = simulatedRoom();

async function counts(): Promise<unknown> {
  return (await room.client.get('/health'))['workers'];
}

async function managed(path: string): Promise<{ status: number; type: string | null; body: unknown }> {
  const response = await fetch(`${room.runpod.managementUrl}${path}`, {
    headers: { authorization: `Bearer ${room.runpod.apiKey}` },
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.json() };
}

describe('workers in /health', () => {
  it('counts real ones by what they do, and scripted ones on top', async () => {
    const working = room.startWorker({ holdAt: 'denoise' });
    const id = await room.client.submit(sampleOrder());
    await working.holding();
    room.startWorker();
    await room.runpod.workers.present(2);
    expect(await counts()).toEqual({
      idle: 1,
      initializing: 0,
      ready: 1,
      running: 1,
      throttled: 0,
      unhealthy: 0,
    });
    room.runpod.workers.scripted = { unhealthy: 2, throttled: 1 };
    expect(await counts()).toMatchObject({ idle: 1, running: 1, unhealthy: 2, throttled: 1 });
    working.letGo();
    await room.untilEnded(id);
    expect(await counts()).toMatchObject({ idle: 2, running: 0 });
  });

  it('has no worker and gives nothing out while the endpoint has none, and can be cancelled', async () => {
    room.startWorker();
    await room.runpod.workers.present(1);
    room.runpod.workers.capacity = { mode: 'none' };
    const id = await room.client.submit(sampleOrder());
    const other = await room.client.submit(sampleOrder());
    room.clock.advance(180_000);
    expect(await counts()).toMatchObject({ idle: 0, ready: 0, running: 0 });
    expect(await room.client.status(id)).toEqual({ id, status: 'IN_QUEUE' });
    expect(await managed('/serverless/simulated')).toMatchObject({ body: { workers: { min: 0, max: 0 } } });
    expect(await managed('/serverless/simulated/workers')).toMatchObject({
      body: { workers: [], summary: { total: 0 } },
    });
    await room.client.call('POST', `/cancel/${id}`);
    room.runpod.workers.capacity = { mode: 'open' };
    expect(await room.untilEnded(other)).toMatchObject({ status: 'COMPLETED' });
    expect(await room.client.status(id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('counts throttled workers, which get nothing', async () => {
    room.startWorker();
    await room.runpod.workers.present(1);
    room.runpod.workers.capacity = { mode: 'throttled' };
    const id = await room.client.submit(sampleOrder());
    expect(await counts()).toMatchObject({ idle: 0, throttled: 1 });
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_QUEUE' });
    room.runpod.workers.capacity = { mode: 'open' };
    expect(await room.untilEnded(id)).toMatchObject({ status: 'COMPLETED' });
  });

  it('wakes cold workers for the first job, which waits for them', async () => {
    room.startWorker();
    await room.runpod.workers.present(1);
    room.runpod.workers.capacity = { mode: 'cold', coldStartMs: 45_000 };
    expect(await counts()).toMatchObject({ idle: 0, initializing: 0 });
    const id = await room.client.submit(sampleOrder());
    expect(await counts()).toMatchObject({ idle: 0, initializing: 1 });
    room.clock.advance(44_999);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_QUEUE' });
    room.clock.advance(1);
    expect(await room.untilEnded(id)).toMatchObject({ status: 'COMPLETED', delayTime: 45_000 });
    expect(await counts()).toMatchObject({ idle: 1 });
  });
});

describe('workers that vanish', () => {
  it('gives the job of a killed worker to another one', async () => {
    const first = room.startWorker({ dieAt: 'denoise' });
    const id = await room.client.submit(sampleOrder());
    await room.runpod.workers.present(1);
    while (first.log[0]?.end !== 'died') await new Promise((resolve) => setImmediate(resolve));
    room.startWorker();
    await room.runpod.workers.present(2);
    room.clock.advance(30_000);
    expect(await room.untilEnded(id)).toMatchObject({ status: 'COMPLETED' });
    expect(room.runpod.jobs[0]?.runs.map(({ end }) => end)).toEqual(['worker_lost', 'answered']);
    expect(room.runpod.workers.ids).not.toContain(first.id);
  });

  it('does not take a moved clock for silence while the worker holds a line open', async () => {
    const worker = room.startWorker({ holdAt: 'denoise' });
    const id = await room.client.submit(sampleOrder());
    await worker.holding();
    room.clock.advance(80_000);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    worker.letGo();
    expect(await room.untilEnded(id)).toMatchObject({ status: 'COMPLETED' });
  });

  describe('where pings alone count', () => {
    let strict: RunPodSimulator | null = null;
    afterEach(async () => {
      await strict?.close();
      strict = null;
    });

    it('loses a worker that holds a line open and does not ping', async () => {
      const { clock } = room;
      const runpod = await startRunPodSimulator({ clock, aliveBy: 'ping', workerLapseMs: 20_000, automaticRetries: 0 });
      strict = runpod;
      const worker = createWorkerConnection({ ...runpod, workerId: 'w1' });
      const job = runpod.queue.submit({
        request: { input: {} },
        input: {},
        executionTimeoutMs: 600_000,
        ttlMs: 600_000,
        isSync: false,
      });
      await worker.takeJob(false, never);
      const hungUp = new AbortController();
      const stops = worker.awaitStops(hungUp.signal).catch(() => 'hung up');
      await runpod.requests.received('job-stop', 1);
      clock.advance(19_000);
      await worker.ping([job.id], never);
      clock.advance(19_000);
      expect(job.state).toBe('IN_PROGRESS');
      clock.advance(1_000);
      expect(job).toMatchObject({ state: 'TIMED_OUT', error: 'job timed out after 0 retries' });
      hungUp.abort();
      expect(await stops).toBe('hung up');
    });
  });
});

it('leaves no timer behind when it is closed, whoever hung on', async () => {
  const { clock } = room;
  const before = clock.pendingTimers;
  const runpod = await startRunPodSimulator({ clock });
  const connection = createWorkerConnection({ ...runpod, workerId: 'w1' });
  runpod.queue.submit({
    request: { input: {} },
    input: {},
    executionTimeoutMs: 600_000,
    ttlMs: 600_000,
    isSync: false,
  });
  await connection.takeJob(false, never);
  const calls = [connection.takeJob(true, never), connection.awaitStops(never)];
  await runpod.requests.received('job-stop', 1);
  await runpod.requests.received('job-take', 2);
  await runpod.close();
  await Promise.allSettled(calls);
  expect(clock.pendingTimers).toBe(before);
});

describe('the management API', () => {
  it('describes the endpoint, its workers and the cards, with its limits in the headers', async () => {
    room.startWorker();
    await room.runpod.workers.present(1);
    room.clock.advance(5_000);
    expect(await managed('/serverless/simulated')).toMatchObject({
      status: 200,
      body: {
        id: 'simulated',
        requestUrls: { run: `${room.runpod.endpointUrl}/run` },
        gpu: { pools: ['ADA_24'], count: 1 },
        workers: { min: 0, max: 3, idleTimeout: 5 },
        timeout: 600_000,
      },
    });
    expect(await managed('/serverless/simulated/workers')).toMatchObject({
      body: {
        workers: [{ status: 'IDLE', gpuTypeId: 'NVIDIA GeForce RTX 4090', uptimeSeconds: 5 }],
        summary: { idle: 1, total: 1 },
      },
    });
    const catalog = await managed('/catalog/gpus');
    expect(catalog.body).toMatchObject({
      gpus: expect.arrayContaining([
        expect.objectContaining({ pool: 'ADA_24', memory: 24, price: expect.objectContaining({ serverless: 1.116 }) }),
      ]),
    });
  });

  it('shows what a test says of the endpoint', async () => {
    room.runpod.facts.workers.min = 1;
    room.runpod.facts.gpuPools = ['ADA_80_PRO'];
    expect(await managed('/serverless/simulated')).toMatchObject({
      body: { workers: { min: 1 }, gpu: { pools: ['ADA_80_PRO'] } },
    });
  });

  it('states problems as RFC 9457 has them', async () => {
    expect(await managed('/serverless/none')).toEqual({
      status: 404,
      type: 'application/problem+json',
      body: { title: 'Not Found', status: 404, detail: 'resource not found' },
    });
    const bare = await fetch(`${room.runpod.managementUrl}/catalog/gpus`);
    expect([bare.status, await bare.json()]).toMatchObject([401, { detail: 'missing bearer token' }]);
    const wrong = await fetch(`${room.runpod.managementUrl}/catalog/gpus`, { headers: { authorization: 'Bearer no' } });
    expect([wrong.status, await wrong.json()]).toMatchObject([403, { detail: 'access denied' }]);
    room.runpod.faults.add({ route: 'catalog-gpus', fault: { kind: 'too_many_requests', retryAfter: '12' } });
    expect(await managed('/catalog/gpus')).toMatchObject({ status: 429 });
  });
});
