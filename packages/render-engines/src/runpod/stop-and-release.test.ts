import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { renderKeys } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { runPodRoom, type RunPodRoom } from '../testing/runpod-room.ts';

const room = runPodRoom({ settings: { gpu: 'rtx4090' } });
const isEnded = ({ state }: { state: string }) => state === 'finished' || state === 'failed' || state === 'lost';
const fourDaysMs = 4 * 24 * 3_600_000;

function notes(): readonly string[] {
  try {
    return readdirSync(join(room().folder, 'runpod'));
  } catch {
    return [];
  }
}

/** Moves the clock on and lets the sweep that falls due end. */
async function sweepAfter({ clock }: RunPodRoom, ms: number, isDone: () => boolean): Promise<void> {
  clock.advance(ms);
  const giveUp = performance.now() + 10_000;
  while (!isDone() && performance.now() < giveUp) {
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(isDone()).toBe(true);
}

describe('a render that is cancelled', () => {
  it('is stopped at RunPod, and says what it came to', async () => {
    const worker = room().startWorker({ stepMs: 1000 });
    const render = await room().submit();
    await room().until(render, (status) => status.state === 'running' && status.progress.step === 1);
    const stopped = await room().engine.cancel(render, room().signal);
    expect(room().runpod.jobs[0]?.state).toBe('CANCELLED');
    expect(stopped).toMatchObject({ ok: true });
    expect(stopped.ok ? stopped.value?.actualUsd : null).toBeCloseTo((room().runpod.billedMs() / 1000) * 0.00031, 8);
    while (worker.log[0]?.end === 'working') await new Promise((resolve) => setImmediate(resolve));
    expect(worker.log[0]?.end).toBe('stopped');
  });

  it('is done where RunPod does not know it any more, and tried again where it does not answer', async () => {
    const render = await room().submit();
    room().runpod.faults.add({ route: 'cancel', fault: { kind: 'server_error' } });
    expect(await room().engine.cancel(render, room().signal)).toMatchObject({
      ok: false,
      error: { code: 'unreachable' },
    });
    room().runpod.faults.add({ route: 'cancel', fault: { kind: 'not_found' } });
    expect(await room().engine.cancel(render, room().signal)).toMatchObject({ ok: true });
  });

  it('without a known name is stopped by its claim', async () => {
    const worker = room().startWorker({ holdAt: 'denoise' });
    const request = room().request();
    await room().submit(request);
    await worker.holding();
    const next = await room().nextEngine();
    expect(await next.cancel({ ...request, remoteId: null }, room().signal)).toMatchObject({ ok: true });
    expect(room().runpod.jobs[0]?.state).toBe('CANCELLED');
  });
});

describe('an attempt that is over', () => {
  it('leaves the clip that was kept, and nothing else', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    const { video, poster, result, claim } = renderKeys(render.jobId, render.attemptId);
    expect(room().storage.keys()).toEqual([claim, result, video, poster].toSorted());
    await room().engine.release({ ...render, kept: true });
    expect(room().storage.keys()).toEqual([video, poster].toSorted());
    expect(notes()).toEqual([]);
  });

  it('that nobody kept leaves nothing, also of what a worker uploads late', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    const { video } = renderKeys(render.jobId, render.attemptId);
    await room().engine.release({ ...render, kept: false });
    expect(room().storage.keys()).toEqual([]);
    room().storage.objects.stored.set(video, { bytes: Buffer.from('late'), contentType: 'video/mp4' });
    await sweepAfter(room(), 600_000, () => room().storage.keys().length === 0 && notes().length === 0);
  });

  it('of which a submission may still be queued is barred: whoever takes that one renders nothing', async () => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'server_error', accepted: true } });
    const request = room().request();
    expect(await room().engine.submit(request, room().signal)).toMatchObject({ ok: false, error: { code: 'unknown' } });
    expect(await room().engine.adopt(request, room().signal)).toEqual({ ok: true, value: null });
    await room().engine.cancel({ ...request, remoteId: null }, room().signal);
    await room().engine.release({ ...request, kept: false });
    const { claim } = renderKeys(request.jobId, request.attemptId);
    expect(room().storage.keys()).toEqual([claim]);

    room().startWorker({ stepMs: 1000 });
    const [job] = room().runpod.jobs;
    if (job === undefined) throw new Error('It was taken');
    await room().runpod.queue.ended(job);
    expect(job.output).toMatchObject({ type: 'duplicate' });
    expect(room().storage.keys()).toEqual([claim]);
    // Once no submission of it can be alive any more, the bar goes too.
    await sweepAfter(room(), fourDaysMs, () => room().storage.keys().length === 0 && notes().length === 0);
  });

  it('is barred later where no file could be written just now, and the daemon goes on', async () => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'server_error', accepted: true } });
    const request = room().request();
    await room().engine.submit(request, room().signal);
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    await room().engine.release({ ...request, kept: false });
    room().storage.trouble = null;
    const { claim } = renderKeys(request.jobId, request.attemptId);
    const { TMPDIR: before } = process.env;
    process.env['TMPDIR'] = join(room().folder, 'not there');
    try {
      for (let sweeps = 0; sweeps < 3; sweeps += 1) {
        room().clock.advance(60_000);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(room().storage.keys()).toEqual([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    await sweepAfter(room(), 60_000, () => room().storage.keys().includes(claim));
  });

  it('that was being sent as the daemon was killed, and is not wanted any more, is barred too', async () => {
    // The kill: RunPod has it, and nobody wrote anything down but the attempt's row.
    room().runpod.faults.add({ route: 'run', fault: { kind: 'server_error', accepted: true } });
    const request = room().request();
    await room().engine.submit(request, room().signal);
    const next = await room().nextEngine();
    rmSync(join(room().folder, 'runpod'), { recursive: true });
    expect(await next.cancel({ ...request, remoteId: null }, room().signal)).toMatchObject({ ok: true });
    await next.release({ ...request, remoteId: null, kept: false });
    room().startWorker({ stepMs: 1000 });
    const [job] = room().runpod.jobs;
    if (job === undefined) throw new Error('It was taken');
    await room().runpod.queue.ended(job);
    expect(job.output).toMatchObject({ type: 'duplicate' });
  });

  it('that was submitted twice was rendered once, and keeps its result for whoever may still come', async () => {
    room().runpod.faults.add({ route: 'run', fault: { kind: 'reset', accepted: true } });
    const request = room().request();
    await room().engine.submit(request, room().signal);
    await room().engine.adopt(request, room().signal);
    const render = await room().submit(request);
    const [first, second] = room().runpod.jobs;
    if (first === undefined || second === undefined) throw new Error('Both were taken');
    const keys = renderKeys(request.jobId, request.attemptId);
    const worker = room().startWorker();
    await room().runpod.queue.ended(first);
    await room().runpod.queue.ended(second);
    expect(await room().until(render, isEnded)).toMatchObject({ state: 'finished' });
    await room().engine.release({ ...render, kept: true });
    expect(room().storage.keys()).toEqual([keys.claim, keys.result, keys.video, keys.poster].toSorted());
    expect(room().storage.objects.puts.filter((key) => key === keys.video)).toHaveLength(1);
    expect(worker.log).toHaveLength(2);
  });

  it('is let go of even while the storage does not answer, and cleared up later', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    await room().engine.release({ ...render, kept: false });
    expect(room().storage.keys()).toHaveLength(4);
    room().storage.trouble = null;
    await room().nextEngine();
    await sweepAfter(room(), 600_000, () => room().storage.keys().length === 0 && notes().length === 0);
  });
});
