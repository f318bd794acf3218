import { describe, expect, it } from 'vitest';
import { never, simulatedRoom } from './simulated-room.ts';

const room = simulatedRoom();

describe('time', () => {
  it('ends a job that runs longer than it may, and stops its worker', async () => {
    const id = await room.client.submit({ a: 1 }, { executionTimeout: 5_000 });
    await room.taken('w1');
    room.clock.advance(4_999);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
    room.clock.advance(1);
    expect(await room.client.status(id)).toMatchObject({
      status: 'TIMED_OUT',
      error: 'job timed out',
      executionTime: 5000,
    });
    expect(await room.worker('w1').awaitStops(never)).toEqual([id]);
  });

  it('deletes a job whose time to live is over, counted from its submission, whatever it is doing', async () => {
    const waiting = await room.client.submit({ a: 1 }, { ttl: 10_000 });
    room.clock.advance(10_000);
    expect((await room.client.call('GET', `/status/${waiting}`)).status).toBe(404);
    const running = await room.client.submit({ a: 1 }, { ttl: 10_000 });
    room.clock.advance(9_000);
    expect(await room.taken('w1')).toBe(running);
    room.clock.advance(1_000);
    expect((await room.client.call('GET', `/status/${running}`)).status).toBe(404);
    expect(await room.worker('w1').awaitStops(never)).toEqual([running]);
  });

  it('forgets a result after 30 minutes, and one of /runsync after one', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    await room.worker('w1').sendDone(id, { output: 1 }, never);
    room.clock.advance(30 * 60_000 - 1);
    expect(await room.client.status(id)).toMatchObject({ status: 'COMPLETED' });
    room.clock.advance(1);
    expect((await room.client.call('GET', `/status/${id}`)).status).toBe(404);

    const sync = room.client.call('POST', '/runsync?wait=5000', { input: { a: 2 } });
    const syncId = await room.taken('w1');
    await room.worker('w1').sendDone(syncId, { output: 2 }, never);
    expect(JSON.parse((await sync).text)).toMatchObject({ id: syncId, status: 'COMPLETED', output: 2 });
    room.clock.advance(60_000);
    expect((await room.client.call('GET', `/status/${syncId}`)).status).toBe(404);
  });

  it('gives a job of a worker that vanished to another one, and ends it the second time', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    room.clock.advance(29_999);
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS', workerId: 'w1' });
    room.clock.advance(1);
    expect(await room.client.status(id)).toEqual({ id, status: 'IN_QUEUE' });
    expect(await room.client.get('/health')).toMatchObject({ jobs: { retried: 1, inQueue: 1 } });
    expect(await room.taken('w2')).toBe(id);
    room.clock.advance(30_000);
    expect(await room.client.status(id)).toMatchObject({ status: 'TIMED_OUT', error: 'job timed out after 1 retries' });
    expect(room.runpod.jobs[0]?.runs.map(({ workerId, end }) => [workerId, end])).toEqual([
      ['w1', 'worker_lost'],
      ['w2', 'worker_lost'],
    ]);
    expect(room.runpod.billedMs()).toBe(60_000);
  });

  it('keeps a worker that pings', async () => {
    const id = await room.client.submit({ a: 1 });
    await room.taken('w1');
    for (let minute = 0; minute < 6; minute += 1) {
      room.clock.advance(20_000);
      await room.worker('w1').ping([id], never);
    }
    expect(await room.client.status(id)).toMatchObject({ status: 'IN_PROGRESS', executionTime: 120_000 });
  });

  it('answers a worker for whom nothing comes with 204 after 90 s', async () => {
    const take = room.worker('w1').takeJob(false, never);
    const stops = room.worker('w1').awaitStops(never);
    await room.runpod.requests.received('job-take', 1);
    await room.runpod.requests.received('job-stop', 1);
    room.clock.advance(90_000);
    expect(await take).toBeNull();
    expect(await stops).toEqual([]);
    expect(room.runpod.requests.of('job-take')[0]?.status).toBe(204);
  });
});
