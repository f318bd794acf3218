import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RenderStatus } from '@videoexpress/studio';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { wireCalls } from '../testing/own-gpu/wire-calls.ts';
import { type DoorUnderTest, openWorkerDoor } from '../testing/own-gpu/worker-door-under-test.ts';

const signal = new AbortController().signal;
let folder = '';
let clock: ManualClock;
let doors: DoorUnderTest[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-own-gpu-'));
  clock = new ManualClock();
});
afterEach(async () => {
  await Promise.all(doors.map((door) => door.end()));
  doors = [];
  rmSync(folder, { recursive: true, force: true });
});

async function open(port?: number): Promise<DoorUnderTest> {
  const door = await openWorkerDoor({ folder, clock, ...(port === undefined ? {} : { port }) });
  doors.push(door);
  return door;
}

/** The daemon ends as by a kill, and the next one has its folder and its address. */
async function restart(door: DoorUnderTest): Promise<DoorUnderTest> {
  await door.close();
  return open(door.port);
}

/** Lets time pass in small steps until a render is as far as that. */
async function until(
  door: DoorUnderTest,
  attemptId: string,
  reached: (status: RenderStatus) => boolean,
): Promise<RenderStatus> {
  const giveUp = performance.now() + 20_000;
  for (;;) {
    const polled = await door.engine.poll({ attemptId, jobId: '', remoteId: attemptId } as never, signal);
    if (!polled.ok) throw new Error(polled.error.detail);
    if (reached(polled.value)) return polled.value;
    if (performance.now() > giveUp) throw new Error(`Never: ${JSON.stringify(polled.value)}`);
    clock.advance(100);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const isOver = ({ state }: RenderStatus): boolean => state === 'finished' || state === 'failed' || state === 'lost';

describe('a daemon that is started again', () => {
  it.each(['fetch', 'load', 'denoise', 'decode', 'encode', 'validate', 'upload'] as const)(
    'meets the worker again that is at “%s”, and its clip arrives without a second render',
    async (stage) => {
      const first = await open();
      const worker = first.startWorker({ behaviour: { holdAt: stage } });
      const { attemptId } = await wireCalls(first).submit();
      await worker.holding();
      const next = await restart(first);
      expect((await until(next, attemptId, () => true)).state).toBe('running');
      worker.letGo();
      expect(await until(next, attemptId, isOver)).toMatchObject({ state: 'finished' });
      // It is finished with the result, a moment before the worker says so.
      await until(next, attemptId, () => worker.log[0]?.end !== 'working');
      expect(worker.log).toMatchObject([{ jobId: attemptId, end: 'answered' }]);
    },
  );

  it('has what was waiting, and hands it out once the studio asks for it', async () => {
    const first = await open();
    const { attemptId } = await wireCalls(first).submit();
    const next = await restart(first);
    const worker = next.startWorker();
    while (next.door.room.workers().items.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    // What nobody asks for may be left of a job that was given up.
    expect(worker.log).toEqual([]);
    expect(await next.engine.adopt({ attemptId, jobId: '' } as never, signal)).toMatchObject({ ok: true });
    expect(await until(next, attemptId, isOver)).toMatchObject({ state: 'finished' });
  });

  it('has what was finished and not fetched', async () => {
    const first = await open();
    first.startWorker();
    const { attemptId } = await wireCalls(first).submit();
    await until(first, attemptId, isOver);
    const next = await restart(first);
    expect(await until(next, attemptId, () => true)).toMatchObject({ state: 'finished' });
    const target = join(folder, 'fetched.mp4');
    const fetched = await next.engine.retrieve({ attemptId, jobId: '', remoteId: attemptId } as never, target, signal);
    expect(fetched.ok && readFileSync(target).subarray(4, 8).toString()).toBe('ftyp');
    await next.engine.release({ attemptId, jobId: '', kept: true } as never);
    expect(readdirSync(join(folder, 'own-gpu'))).toEqual([]);
  });

  it('gives the job of a worker that died meanwhile to another one', async () => {
    const first = await open();
    const worker = first.startWorker({ behaviour: { holdAt: 'denoise' } });
    const { attemptId } = await wireCalls(first).submit();
    await worker.holding();
    await worker.kill();
    const next = await restart(first);
    const second = next.startWorker();
    expect(await until(next, attemptId, isOver)).toMatchObject({ state: 'finished' });
    expect(second.log).toHaveLength(1);
  });

  it('stops a worker that is still at a job which is no longer wanted', async () => {
    const first = await open();
    const worker = first.startWorker({ behaviour: { holdAt: 'denoise' } });
    const { attemptId } = await wireCalls(first).submit();
    await worker.holding();
    await first.close();
    rmSync(join(folder, 'own-gpu', attemptId), { recursive: true });
    await open(first.port);
    while (worker.log[0]?.end === 'working') {
      clock.advance(500);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(worker.log).toMatchObject([{ end: 'stopped' }]);
  });

  it('passes over an order that cannot be read, and says of it that it is lost', async () => {
    const first = await open();
    const { attemptId } = await wireCalls(first).submit();
    await first.close();
    writeFileSync(join(folder, 'own-gpu', attemptId, 'order.json'), '{"schema":1');
    const next = await open(first.port);
    expect(await until(next, attemptId, () => true)).toEqual({ state: 'lost' });
  });
});
