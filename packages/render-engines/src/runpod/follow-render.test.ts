import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { workerErrorCodes, type WorkerErrorCode } from '@videoexpress/job-schema/worker';
import type { RenderRef } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { runPodRoom } from '../testing/runpod-room.ts';
import { createRunPodEngine } from './runpod-engine.ts';

const room = runPodRoom({ settings: { gpu: 'rtx4090' } });
const price = 0.00031;
const isEnded = ({ state }: { state: string }) => state === 'finished' || state === 'failed' || state === 'lost';

describe('a render', () => {
  it('waits, runs with measured steps and a growing bill, and ends with what it cost', async () => {
    const worker = room().startWorker({ stepMs: 1000 });
    const render = await room().submit();
    const seen: string[] = [];
    let billed = 0;
    const end = await room().until(render, (status) => {
      if (status.state === 'running') {
        seen.push(status.progress.stage);
        expect(status.progress.costUsd ?? 0).toBeGreaterThanOrEqual(billed);
        billed = status.progress.costUsd ?? 0;
      }
      return isEnded(status);
    });
    expect(seen).toContain('Step 1 of 2');
    expect(billed).toBeGreaterThan(0);
    const executed = room().runpod.billedMs();
    expect(end).toMatchObject({ state: 'finished' });
    expect(end.state === 'finished' ? end.actualUsd : null).toBeCloseTo((executed / 1000) * price, 8);
    expect(worker.log[0]?.end).toBe('answered');
  });

  it.each(['unordered', 'late', 'none'] as const)('whose reports come %s never goes back', async (progress) => {
    room().startWorker({ progress, stepMs: 500, stageMs: 500 });
    const render = await room().submit();
    const fractions: number[] = [];
    await room().until(render, (status) => {
      if (status.state === 'running' && status.progress.fraction !== null) fractions.push(status.progress.fraction);
      return isEnded(status);
    });
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  });

  it.each(Object.keys(workerErrorCodes) as WorkerErrorCode[])(
    'that fails as %s says so in plain words, with what it cost',
    async (code) => {
      room().startWorker({
        stepMs: 1000,
        failAt: 'decode',
        failAs: { kind: 'worker_error', code, message: 'It is so.', field: null },
      });
      const end = await room().until(await room().submit(), isEnded);
      expect(end).toMatchObject({ state: 'failed', billed: true });
      if (end.state !== 'failed') return;
      expect(end.actualUsd).toBeGreaterThan(0);
      expect(end.userMessage).toMatch(/^The .*It cost about \$0\.\d+\./);
    },
  );

  it.each([
    [{ kind: 'text', text: 'it broke' } as const, 'it broke'],
    [{ kind: 'traceback', message: 'boom' } as const, 'ValueError: boom'],
  ])('that fails as %j keeps the reason for the log', async (failAs, detail) => {
    room().startWorker({ failAs });
    expect(await room().until(await room().submit(), isEnded)).toMatchObject({ code: 'engine_failed', detail });
  });

  it('that RunPod stops at its limit says so', async () => {
    room().startWorker({ holdAt: 'denoise' });
    const render = await room().submit();
    await room().until(render, ({ state }) => state === 'running');
    room().clock.advance(3_600_000);
    const end = await room().until(render, isEnded);
    expect(end).toMatchObject({ state: 'failed', billed: true, detail: 'TIMED_OUT' });
    expect(end.state === 'failed' ? end.userMessage : '').toContain('RunPod stopped the render at its time limit.');
  });

  it('that somebody cancelled at RunPod is not begun again by itself', async () => {
    const render = await room().submit();
    const [, id] = render.remoteId.split('/');
    await fetch(`${room().runpod.endpointUrl}/cancel/${id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${room().runpod.apiKey}` },
    });
    expect(await room().poll(render)).toMatchObject({
      state: 'failed',
      billed: true,
      userMessage: 'The job was cancelled at RunPod. Nothing was spent. Generate again.',
    });
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['html', { kind: 'html' }, 'unreadable'],
    ['half a JSON', { kind: 'truncated_json' }, 'unreadable'],
    ['a word nobody knows', { kind: 'state_word', word: 'DREAMING' }, 'unreadable'],
    ['a 500', { kind: 'server_error' }, 'unreachable'],
    ['a reset', { kind: 'reset' }, 'unreachable'],
    ['a 429', { kind: 'too_many_requests' }, 'unreachable'],
    ['a 401', { kind: 'unauthorized' }, 'unauthorized'],
  ] as const)('%s changes nothing, and the next look goes on', async (_name, fault, code) => {
    const render = await room().submit();
    room().runpod.faults.add({ route: 'status', fault });
    expect(await room().engine.poll(render, room().signal)).toMatchObject({ ok: false, error: { code } });
    expect(await room().poll(render)).toMatchObject({ state: 'waiting' });
  });

  it('RUNNING is the same as IN_PROGRESS', async () => {
    room().startWorker({ holdAt: 'denoise' });
    const render = await room().submit();
    await room().until(render, ({ state }) => state === 'running');
    room().runpod.faults.add({ route: 'status', fault: { kind: 'state_word', word: 'RUNNING' } });
    expect(await room().poll(render)).toMatchObject({ state: 'running' });
  });

  it('of a worker of another version is told with both numbers, unless its result lies in the storage', async () => {
    room().startWorker({ schemaVersion: 2 });
    const kept = await room().submit();
    expect(await room().until(kept, isEnded)).toMatchObject({ state: 'finished' });
    room().storage.isSetUp = false;
    const end = await room().until(await room().submit(), isEnded);
    expect(end.state === 'failed' ? end.userMessage : '').toMatch(/speaks version 2 .* this studio version 1/);
  });
});

/** The job is gone at RunPod, whatever became of it. */
function forget(render: RenderRef): void {
  const [, job] = render.remoteId.split('/');
  if (job === undefined) throw new Error('A render has a job');
  room().runpod.faults.add({ route: 'status', fault: { kind: 'not_found' }, job, times: 'always' });
}

describe('a status that is gone', () => {
  it('is made up for by what the worker stored, with the cost that it measured', async () => {
    room().startWorker({ stepMs: 1000 });
    const render = await room().submit();
    await room().until(render, isEnded);
    forget(render);
    const next = await room().nextEngine();
    next.configure({ gpu: 'rtx4090' });
    const status = await next.poll(render, room().signal);
    expect(status).toMatchObject({ ok: true, value: { state: 'finished' } });
    expect(status.ok && status.value.state === 'finished' ? status.value.actualUsd : 0).toBeGreaterThan(0);
  });

  it('is believed after a while, not at once, of a render that was there a moment ago', async () => {
    const render = await room().submit();
    await room().poll(render);
    forget(render);
    expect(await room().poll(render)).toMatchObject({ state: 'waiting' });
    room().clock.advance(30_000);
    expect(await room().poll(render)).toEqual({ state: 'lost' });
  });

  it('is no end while the storage cannot be asked', async () => {
    const render = await room().submit();
    forget(render);
    room().storage.trouble = { code: 'unreachable', detail: 'offline' };
    const answer = await room().engine.poll(render, room().signal);
    expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('with a key that is refused is made up for the same way', async () => {
    room().startWorker();
    const render = await room().submit();
    await room().until(render, isEnded);
    room().runpod.setApiKey('another');
    const next = await room().nextEngine();
    expect(await next.poll(render, room().signal)).toMatchObject({ ok: true, value: { state: 'finished' } });
  });
});

describe('two submissions of one attempt', () => {
  it('are one render: the second leads to the first', async () => {
    const first = room().startWorker({ holdAt: 'denoise' });
    const request = room().request();
    const submitted = await room().submit(request);
    await first.holding();
    room().startWorker();
    const next = await room().nextEngine();
    const again = await next.submit(request, room().signal);
    if (!again.ok) throw new Error(again.error.detail);
    const render = { ...submitted, remoteId: again.value.remoteId };
    let moved = await next.poll(render, room().signal);
    while (moved.ok && moved.value.state !== 'moved') moved = await next.poll(render, room().signal);
    expect(moved).toEqual({ ok: true, value: { state: 'moved', remoteId: submitted.remoteId } });
    first.letGo();
  });

  it('that each leave it to the other are not sent to and fro', async () => {
    const request = room().request();
    const other = { first: 'second', second: 'first' } as const;
    const server = createServer((asked, answer) => {
      const id = asked.url?.endsWith('/first') === true ? 'first' : 'second';
      const duplicate = { type: 'duplicate', schema_version: 1, worker_version: 'x', attempt_id: request.attemptId };
      answer.end(JSON.stringify({ id, status: 'COMPLETED', output: { ...duplicate, claimed_by: other[id] } }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const engine = createRunPodEngine({
      secrets: { read: async () => 'a key' },
      objects: room().storage,
      clock: room().clock,
      variables: { RUNPOD_ENDPOINT: { value: `http://127.0.0.1:${port}/v2/stub`, source: 'environment' } },
      appVersion: '0',
      scratchFolder: room().folder,
    });
    const look = (id: string) => engine.poll({ ...request, remoteId: `stub/${id}` }, room().signal);
    expect(await look('first')).toMatchObject({ ok: true, value: { state: 'moved', remoteId: 'stub/second' } });
    expect(await look('second')).toMatchObject({ ok: true, value: { state: 'failed', billed: true } });
    await engine.close();
    await new Promise((resolve) => server.close(resolve));
  });
});

it('goes on without the notes that it keeps on the disk', async () => {
  room().startWorker();
  const render = await room().submit();
  rmSync(room().folder, { recursive: true, force: true });
  expect(await room().until(render, isEnded)).toMatchObject({ state: 'finished' });
});
