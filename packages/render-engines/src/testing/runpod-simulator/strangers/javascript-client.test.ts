import { describe, expect, it } from 'vitest';
import createRunPodSdk from 'runpod-sdk';
import { never, simulatedRoom } from '../simulated-room.ts';
import { sampleOrder } from '../sample-order.ts';

const room = simulatedRoom();
/** Its own limit, 3 s, is short on a busy machine. */
const timeoutMs = 20_000;

function endpoint(key = room.runpod.apiKey) {
  const baseUrl = room.runpod.endpointUrl.replace('/simulated', '');
  const found = createRunPodSdk(key, { baseUrl }).endpoint('simulated');
  if (found === null) throw new Error('No endpoint');
  return found;
}

describe("RunPod's own JavaScript client", () => {
  it('submits, follows, and reads the result', async () => {
    const worker = room.startWorker({ holdAt: 'decode' });
    const { id, status } = await endpoint().run(
      { input: sampleOrder(), policy: { executionTimeout: 60_000 } },
      timeoutMs,
    );
    expect(status).toBe('IN_QUEUE');
    await worker.holding();
    expect(await endpoint().status(id, timeoutMs)).toMatchObject({
      status: 'IN_PROGRESS',
      completed: false,
      output: { type: 'progress', stage: 'denoise' },
    });
    worker.letGo();
    expect(await endpoint().statusSync(id, timeoutMs)).toMatchObject({
      status: 'COMPLETED',
      completed: true,
      succeeded: true,
      output: { type: 'result' },
    });
  });

  it('submits and waits in one call', async () => {
    room.startWorker();
    expect(await endpoint().runSync({ input: sampleOrder() }, timeoutMs)).toMatchObject({
      status: 'COMPLETED',
      succeeded: true,
      output: { type: 'result' },
    });
  });

  it('cancels, purges, and reads the health', async () => {
    const { id } = await endpoint().run({ input: { a: 1 } }, timeoutMs);
    await endpoint().run({ input: { a: 2 } }, timeoutMs);
    expect(await endpoint().cancel(id, timeoutMs)).toEqual({ id, status: 'CANCELLED' });
    expect(await endpoint().purgeQueue(timeoutMs)).toEqual({ removed: 1, status: 'completed' });
    expect(await endpoint().health(timeoutMs)).toEqual({
      jobs: { completed: 0, failed: 0, inProgress: 0, inQueue: 0, retried: 0 },
      workers: { idle: 0, initializing: 0, ready: 0, running: 0, throttled: 0, unhealthy: 0 },
    });
  });

  it('reads a stream', async () => {
    const { id } = await endpoint().run({ input: { a: 1 } }, timeoutMs);
    await room.taken('w1');
    room.runpod.queue.addChunk(id, 'one');
    await room.worker('w1').sendDone(id, { output: [] }, never);
    const chunks: unknown[] = [];
    for await (const chunk of endpoint().stream(id)) chunks.push(chunk);
    expect(chunks).toEqual([{ output: 'one' }]);
  });

  it('throws for a wrong key and an unknown job', async () => {
    await expect(endpoint('wrong').health(timeoutMs)).rejects.toThrow('401');
    await expect(endpoint().status('none-u1', timeoutMs)).rejects.toThrow('404');
  });
});
