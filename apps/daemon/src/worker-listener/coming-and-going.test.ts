import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rotateWorkerToken } from '@videoexpress/host';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smallRequest, type WireCalls, wireCalls } from '../testing/own-gpu/wire-calls.ts';
import { type DoorUnderTest, openWorkerDoor } from '../testing/own-gpu/worker-door-under-test.ts';

let folder = '';
let clock: ManualClock;
let door: DoorUnderTest;
let wire: WireCalls;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-own-gpu-'));
  clock = new ManualClock();
  door = await openWorkerDoor({ folder, clock });
  wire = wireCalls(door);
});
afterEach(async () => {
  await door.end();
  rmSync(folder, { recursive: true, force: true });
});

async function clipOf(attemptId: string): Promise<string> {
  const target = join(folder, `${attemptId}.fetched`);
  const render = { attemptId, jobId: '', remoteId: attemptId } as never;
  const fetched = await door.engine.retrieve(render, target, new AbortController().signal);
  return fetched.ok ? readFileSync(target, 'utf8') : fetched.error.code;
}

describe('a worker that goes silent', () => {
  it('gives its job to the next one, and is heard all the same when it comes back first', async () => {
    const request = await wire.submit();
    const first = await wire.takeNow('first');
    await wire.pass(clock, 55, { second: [] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
    await wire.pass(clock, 15, { second: [] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    const second = await wire.takeNow('second');
    expect(second.id).toBe(first.id);
    expect(second.links.video_put_url).not.toBe(first.links.video_put_url);

    // The first one was only cut off. It is done before the other, which is told to stop.
    expect(await wire.sendClip(first, 'the first clip')).toEqual([200, 200]);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'finished', actualUsd: 0 });
    expect(await wire.stops('second')).toEqual({ jobsToStop: [second.id] });
    expect(await wire.sendClip(second, 'the second clip')).toEqual([404, 404]);
    expect(await wire.post('second', second.id, { error: 'too late' })).toMatchObject({ status: 200 });
    expect(await clipOf(request.attemptId)).toBe('the first clip');
  });

  it('is dropped when it comes back after the next one was done, and its failure before that counts for nothing', async () => {
    const request = await wire.submit();
    const first = await wire.takeNow('first');
    await wire.pass(clock, 70, { second: [] });
    const second = await wire.takeNow('second');
    await wire.post('first', first.id, { error: 'it fell over' });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
    expect(await wire.sendClip(second, 'the second clip')).toEqual([200, 200]);
    expect(await wire.sendClip(first, 'the first clip')).toEqual([404, 404]);
    expect(await clipOf(request.attemptId)).toBe('the second clip');
  });

  it('has its job again when nobody else took it meanwhile', async () => {
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    await wire.pass(clock, 70);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    await wire.ping('first', [id]);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    await wire.post('first', id, { status: 'IN_PROGRESS', output: {} });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
  });

  it('is gone although its pings go on, when what renders does not call any more', async () => {
    // The SDK pings from a process of its own, which outlives the one that renders.
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    await wire.pass(clock, 140, { first: [id] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
    await wire.pass(clock, 20, { first: [id] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
  });

  it('is gone at once when it hangs up in the middle of a question', async () => {
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    const asking = new AbortController();
    const question = wire.call('job-stop/first?gpu=x', { signal: asking.signal }).catch(() => null);
    await wire.ping('first', [id]);
    asking.abort();
    await question;
    const hungUp = () => door.door.room.book.workers.get('first')?.hungUpMs !== null;
    while (!hungUp()) await new Promise((resolve) => setImmediate(resolve));
    await wire.pass(clock, 30, { first: [id] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
  });

  it('loses a job that its pings do not name, and one that it asks for anew', async () => {
    const request = await wire.submit();
    await wire.takeNow('first');
    await wire.pass(clock, 25, { first: [] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
    await wire.pass(clock, 15, { first: [] });
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    const again = await wire.takeNow('first');
    // It says that it has none in hand: the answer with the order never reached it.
    expect((await wire.takeNow('first')).id).toBe(again.id);
  });

  it('is not blamed for the time in which this machine slept', async () => {
    const request = await wire.submit();
    await wire.takeNow('first');
    clock.suspend(8 * 3_600_000);
    clock.advance(5000);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'running' });
  });

  it('fails the job when it is the third', async () => {
    const request = await wire.submit();
    for (const worker of ['first', 'second', 'third']) {
      await wire.takeNow(worker);
      await wire.pass(clock, 70);
    }
    expect(await wire.stateOf(request)).toMatchObject({ state: 'failed', code: 'engine_failed', billed: false });
  });

  it('that says goodbye gives its job back at once', async () => {
    const request = await wire.submit();
    await wire.takeNow('first');
    await wire.call('leave/first?gpu=x', { method: 'POST' });
    expect(await wire.stateOf(request)).toMatchObject({
      state: 'waiting',
      progress: { stage: 'No worker is connected' },
    });
    expect(door.door.room.workers().items).toEqual([]);
  });
});

describe('a listener without a worker', () => {
  it('is nobody’s worry until a job waits for one', async () => {
    const health = () => door.engine.health(new AbortController().signal);
    expect(await health()).toMatchObject({ status: 'not_configured', detail: expect.stringContaining('No worker') });
    await wire.submit();
    expect(await health()).toMatchObject({ status: 'degraded', fix: expect.stringContaining('worker start') });
  });
});

describe('who gets work', () => {
  it('is whoever asks first, each job once, and an answer that never left goes to the next', async () => {
    const asking = new AbortController();
    const gone = wire.take('gone', 'gpu=x&job_in_progress=0', { signal: asking.signal }).catch(() => null);
    const stays = wire.take('stays');
    await wire.ping('gone');
    asking.abort();
    await gone;
    const request = await wire.submit();
    expect((await stays)?.id).toBe(request.attemptId);
  });

  it('is nobody who speaks another version, whose card is broken, or whose own check failed', async () => {
    const request = await wire.submit();
    const held = [
      wire.take('old', 'gpu=x&schema=0&version=0.0.9&job_in_progress=0'),
      wire.take('new', 'gpu=x&schema=2&job_in_progress=0'),
    ];
    await wire.call('ping/ill?gpu=x&status=unhealthy&check=cuda&reason=no%20card');
    held.push(wire.take('ill'));
    const listed = () => door.door.room.workers().items;
    while (listed().length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    expect(
      listed()
        .map(({ trouble }) => trouble)
        .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toMatchObject([
      expect.stringMatching(/^It is version 0\.0\.9 and speaks version 0 .* Update the worker\./),
      expect.stringMatching(/^It is version unknown and speaks version 2 .* Update the studio\./),
      'Its own check failed. cuda: no card',
    ]);
    await expect(door.engine.health(new AbortController().signal)).resolves.toMatchObject({ status: 'degraded' });
    expect((await wire.takeNow('well')).id).toBe(request.attemptId);
    clock.advance(50_000);
    expect(await Promise.all(held)).toEqual([null, null, null]);
  });

  it('is somebody again once it was updated, also where the old one was killed without a word', async () => {
    const request = await wire.submit();
    const old = wire.take('first', 'gpu=x&schema=0&version=0.0.9&job_in_progress=0');
    while (door.door.room.workers().items.length < 1) await new Promise((resolve) => setImmediate(resolve));
    await wire.call('ping/first?gpu=x&schema=1&version=0.1.0');
    const fresh = wire.take('first', 'gpu=x&schema=1&version=0.1.0&job_in_progress=0');
    // The older question of a worker is ended by the newer one.
    expect(await old).toBeNull();
    clock.advance(50_000);
    expect((await fresh)?.id).toBe(request.attemptId);
  });

  it('is not asked to ask again at once while the disk takes nothing', async () => {
    const request = await wire.submit();
    const place = join(folder, 'own-gpu', request.attemptId);
    rmSync(place, { recursive: true });
    writeFileSync(place, 'no folder');
    let answered = false;
    const taking = wire.take('first').then((taken) => {
      answered = true;
      return taken;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(false);
    rmSync(place);
    clock.advance(5000);
    expect(await taking).toBeNull();
    expect((await wire.takeNow('first')).id).toBe(request.attemptId);
  });

  it('may take several at once, in the order in which they were made', async () => {
    const requests = [await wire.submit(), await wire.submit(), await wire.submit()];
    const response = await wire.call('job-take-batch/first?gpu=x&batch_size=2&job_in_progress=0');
    const orders = Object(await response.json()) as { id: string }[];
    expect(orders.map(({ id }) => id)).toEqual(requests.slice(0, 2).map(({ attemptId }) => attemptId));
  });

  it('gets nothing more by a token that was replaced, and what it had goes to whoever has the new one', async () => {
    const request = await wire.submit();
    const taken = await wire.takeNow('first');
    const waiting = wire.take('second');
    while (door.door.room.workers().items.length < 2) await new Promise((resolve) => setImmediate(resolve));
    const fresh = rotateWorkerToken(door.tokenFile);
    clock.advance(5000);
    expect(await waiting).toBeNull();
    expect((await wire.ping('first', [taken.id])).status).toBe(401);
    expect((await wire.put(taken.links.video_put_url, 'a clip')).status).toBe(404);
    expect(await wire.stateOf(request)).toMatchObject({ state: 'waiting' });
    const next = wireCalls({ ...door, token: fresh.ok ? fresh.value : '' });
    expect((await next.take('third'))?.id).toBe(request.attemptId);
  });
});

describe('a job whose file cannot be read', () => {
  it('is refused, and does not wait for ever without a word', async () => {
    const request = smallRequest({ files: { image: join(folder, 'gone.png') } });
    expect(await door.engine.submit(request, new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'rejected', userMessage: expect.stringContaining('cannot be read') },
    });
  });
});
