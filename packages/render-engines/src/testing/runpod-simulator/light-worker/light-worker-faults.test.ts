import { systemClock } from '@videoexpress/host';
import { workerErrorSchema } from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import { startRunPodSimulator } from '../runpod-simulator.ts';
import { sampleOrder } from '../sample-order.ts';
import { simulatedRoom } from '../simulated-room.ts';
import { createTestingClient } from '../testing-client.ts';
import { createClipMaker } from './clip-maker.ts';
import { LightWorker } from './light-worker.ts';

const room = simulatedRoom();

describe('what goes wrong', () => {
  it('stops between two steps, uploads nothing more, and takes the next job', async () => {
    const worker = room.startWorker();
    worker.next.push({ stepMs: 1000 });
    const { order: input, key } = room.linkedOrder({ num_inference_steps: 50 });
    const id = await room.client.submit(input);
    await room.runpod.requests.received('job-progress', 4);
    await room.client.call('POST', `/cancel/${id}`);
    while (worker.log[0]?.end !== 'stopped') await new Promise((resolve) => setImmediate(resolve));
    expect(room.objects.stored.has(`${key}.mp4`)).toBe(false);
    // One report for each of the first four stages, and none of a step.
    expect(room.runpod.requests.count('job-progress', id)).toBe(4);
    expect(await room.client.status(id)).toMatchObject({ status: 'CANCELLED' });
    await room.resultOf(await room.client.submit(sampleOrder()));
  });

  it('fails as it is told: with plain words, a traceback, or an error of the contract', async () => {
    const worker = room.startWorker();
    worker.next.push(
      { failAs: { kind: 'text', text: 'no luck' } },
      { failAs: { kind: 'traceback', message: 'boom' } },
      { failAs: { kind: 'worker_error', code: 'OUT_OF_MEMORY', message: 'full', field: null }, failAt: 'load' },
    );
    expect(await room.untilEnded(await room.client.submit(sampleOrder()))).toMatchObject({
      status: 'FAILED',
      error: 'no luck',
    });
    const traceback = await room.untilEnded(await room.client.submit(sampleOrder()));
    expect(JSON.parse(String(traceback['error']))).toMatchObject({ error_message: 'boom', runpod_version: '1.12.0' });
    const known = await room.untilEnded(await room.client.submit(sampleOrder()));
    expect(workerErrorSchema.parse(JSON.parse(String(known['error'])))).toMatchObject({ code: 'OUT_OF_MEMORY' });
  });

  it.each([
    ['truncated', 'isom'],
    ['html', '<html>'],
    ['empty', ''],
    ['missing', undefined],
  ] as const)('uploads a clip that is %s, and says that all is well', async (clip, content) => {
    room.startWorker({ clip });
    const { order: input, key } = room.linkedOrder();
    const { video } = await room.resultOf(await room.client.submit(input));
    const stored = room.objects.stored.get(`${key}.mp4`)?.bytes.toString('latin1');
    if (content === undefined) expect(stored).toBeUndefined();
    else expect(stored).toContain(content);
    expect(stored?.length).not.toBe(video.bytes);
  });

  it('answers with a wrong hash, another version, or far too much', async () => {
    const worker = room.startWorker();
    worker.next.push({ wrongHash: true }, { schemaVersion: 2 }, { paddingCharacters: 2_000_000 });
    expect((await room.resultOf(await room.client.submit(sampleOrder()))).video.sha256).toBe('0'.repeat(64));
    expect((await room.untilEnded(await room.client.submit(sampleOrder())))['output']).toMatchObject({
      schema_version: 2,
    });
    const huge = await room.untilEnded(await room.client.submit(sampleOrder()));
    expect(JSON.stringify(huge).length).toBeGreaterThan(2_000_000);
  });

  it('gets nothing more once it asked to be stopped', async () => {
    const worker = room.startWorker({ stopPod: true });
    await room.resultOf(await room.client.submit(sampleOrder()));
    await room.client.submit(sampleOrder());
    expect(worker.log).toHaveLength(1);
    expect(room.runpod.workers.stopped).toContain(worker.id);
    expect(await room.client.get('/health')).toMatchObject({ jobs: { inQueue: 1 }, workers: { idle: 0, running: 0 } });
  });

  it('leaves when its job is done, where it is to take no more', async () => {
    const worker = room.startWorker({ holdAt: 'decode' });
    const id = await room.client.submit(sampleOrder());
    await worker.holding();
    const left = worker.drain();
    worker.letGo();
    await left;
    await room.resultOf(id);
    expect(worker.log).toMatchObject([{ end: 'answered' }]);
  });
});

it('ends 40 jobs on 4 workers, each of them once', async () => {
  const makeClip = createClipMaker();
  const crowd = await startRunPodSimulator({ clock: systemClock });
  const crew = Array.from({ length: 4 }, () => new LightWorker({ ...crowd, clock: systemClock, makeClip }));
  const many = createTestingClient(crowd);
  await Promise.all(Array.from({ length: 40 }, () => many.submit(sampleOrder({ num_inference_steps: 2 }))));
  await Promise.all(crowd.jobs.map((job) => crowd.queue.ended(job)));
  expect(crowd.jobs.map(({ state, runs }) => [state, runs.length])).toEqual(
    Array.from({ length: 40 }, () => ['COMPLETED', 1]),
  );
  expect(await many.get('/health')).toMatchObject({ jobs: { completed: 40, inQueue: 0 }, workers: { throttled: 0 } });
  await Promise.all(crew.map((worker) => worker.kill()));
  await crowd.close();
});
