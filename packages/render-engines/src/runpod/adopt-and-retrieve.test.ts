import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderKeys } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { runPodRoom } from '../testing/runpod-room.ts';

const room = runPodRoom();
const isEnded = ({ state }: { state: string }) => state === 'finished' || state === 'failed' || state === 'lost';

describe('a clip that is asked for too early', () => {
  it('is not gone while RunPod still has its job in hand', async () => {
    const worker = room().startWorker({ holdAt: 'denoise' });
    const render = await room().submit();
    await worker.holding();
    const target = join(room().folder, 'early.mp4');
    expect(await room().engine.retrieve(render, target, room().signal)).toMatchObject({
      ok: false,
      error: { code: 'unreadable' },
    });
    worker.letGo();
    await room().until(render, ({ state }) => state === 'finished');
    expect(await room().engine.retrieve(render, target, room().signal)).toMatchObject({ ok: true });
  });
});

describe('a submission whose answer nobody saw', () => {
  it('is found by its claim, with its true name', async () => {
    const worker = room().startWorker({ holdAt: 'denoise' });
    room().runpod.faults.add({ route: 'run', fault: { kind: 'reset', accepted: true } });
    const request = room().request();
    await room().engine.submit(request, room().signal);
    await worker.holding();
    const next = await room().nextEngine();
    const adopted = await next.adopt(request, room().signal);
    expect(adopted).toEqual({ ok: true, value: { remoteId: `simulated/${room().runpod.jobs[0]?.id}` } });
  });

  it('is found by its result where the claim is gone', async () => {
    room().startWorker();
    const request = room().request();
    const render = await room().submit(request);
    await room().until(render, isEnded);
    room().storage.objects.stored.delete(renderKeys(request.jobId, request.attemptId).claim);
    const next = await room().nextEngine();
    const adopted = await next.adopt(request, room().signal);
    if (!adopted.ok || adopted.value === null) throw new Error('It is found');
    const found = { ...request, ...adopted.value };
    expect(await next.poll(found, room().signal)).toMatchObject({ ok: true, value: { state: 'finished' } });
    expect(await next.retrieve(found, join(room().folder, 'clip.mp4'), room().signal)).toMatchObject({ ok: true });
  });

  it('is none where the storage has no trace, and no answer where it cannot be asked', async () => {
    const request = room().request();
    expect(await room().engine.adopt(request, room().signal)).toEqual({ ok: true, value: null });
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    expect(await room().engine.adopt(room().request(), room().signal)).toMatchObject({ ok: false });
    room().storage.trouble = null;
    room().storage.isSetUp = false;
    expect(await room().engine.adopt(room().request(), room().signal)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['half a file', '{"type":"claim","schema'],
    [
      'another attempt',
      JSON.stringify({
        type: 'claim',
        schema_version: 1,
        worker_version: 'x',
        attempt_id: `att_${'0'.repeat(32)}`,
        remote_id: 'x',
      }),
    ],
    ['a web page', '<html></html>'],
  ])('takes no claim for one that is %s', async (_name, text) => {
    const request = room().request();
    const { claim, result } = renderKeys(request.jobId, request.attemptId);
    for (const key of [claim, result])
      room().storage.objects.stored.set(key, { bytes: Buffer.from(text), contentType: 'application/json' });
    expect(await room().engine.adopt(request, room().signal)).toEqual({ ok: true, value: null });
  });
});

describe('a finished clip', () => {
  it('comes from the storage, byte by byte as the worker stored it', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    const path = join(room().folder, 'clip.mp4');
    expect(await room().engine.retrieve(render, path, room().signal)).toEqual({ ok: true, value: null });
    const { video } = renderKeys(render.jobId, render.attemptId);
    expect(readFileSync(path)).toEqual(room().storage.objects.stored.get(video)?.bytes);
  });

  it.each([
    ['another size', { clip: 'truncated' }, /bytes/],
    ['another hash', { wrongHash: true }, /sha256/],
  ] as const)(
    'of %s than the worker said is asked for again, then left to the check',
    async (_name, behaviour, words) => {
      room().startWorker(behaviour);
      const render = await room().submit();
      await room().until(render, isEnded);
      const path = join(room().folder, 'clip.mp4');
      const first = await room().engine.retrieve(render, path, room().signal);
      expect(first).toMatchObject({ ok: false, error: { code: 'unreadable' } });
      expect(first.ok ? '' : first.error.detail).toMatch(words);
      expect(() => readFileSync(path)).toThrow('ENOENT');
      expect(await room().engine.retrieve(render, path, room().signal)).toMatchObject({ ok: true });
    },
  );

  it('that is not there is gone', async () => {
    room().startWorker({ clip: 'missing' });
    const render = await room().submit();
    await room().until(render, isEnded);
    const fetched = await room().engine.retrieve(render, join(room().folder, 'clip.mp4'), room().signal);
    expect(fetched).toMatchObject({ ok: false, error: { code: 'gone' } });
  });

  it('comes out of the answer where there is no storage, and is gone with the answer', async () => {
    room().storage.isSetUp = false;
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    const path = join(room().folder, 'clip.mp4');
    expect(await room().engine.retrieve(render, path, room().signal)).toMatchObject({ ok: true });
    expect(readFileSync(path).subarray(4, 8).toString()).toBe('ftyp');
    room().clock.advance(31 * 60_000);
    const late = await room().engine.retrieve(render, path, room().signal);
    expect(late).toMatchObject({ ok: false, error: { code: 'gone' } });
  });

  it('is asked for again where RunPod or the storage cannot be reached', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    const path = join(room().folder, 'clip.mp4');
    expect(await room().engine.retrieve(render, path, room().signal)).toMatchObject({ error: { code: 'unreachable' } });
    room().storage.isSetUp = false;
    room().runpod.faults.add({ route: 'status', fault: { kind: 'server_error' } });
    expect(await room().engine.retrieve(render, path, room().signal)).toMatchObject({ error: { code: 'unreachable' } });
  });
});

it('a render is followed where it was sent, also after another endpoint was set', async () => {
  const request = room().request();
  const render = await room().submit(request);
  const elsewhere = { ...render, remoteId: render.remoteId.replace('simulated', 'another') };
  room().clock.advance(30_000);
  const next = await room().nextEngine();
  expect(await next.poll(elsewhere, room().signal)).toMatchObject({ ok: true, value: { state: 'waiting' } });
  room().clock.advance(20_000);
  expect(await next.poll(elsewhere, room().signal)).toEqual({ ok: true, value: { state: 'lost' } });
  expect(await next.poll(render, room().signal)).toMatchObject({ ok: true, value: { state: 'waiting' } });
});
