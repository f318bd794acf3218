import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultFor, type TakenOrder, type WireCalls, wireCalls } from '../testing/own-gpu/wire-calls.ts';
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

/** Takes the order that is there; one that is not would be waited for. */
async function takeNow(worker: string): Promise<TakenOrder> {
  const taken = await wire.take(worker);
  if (taken === null) throw new Error(`Nothing for ${worker}`);
  return taken;
}

/** Lets time pass in which these workers ping, with what they have in hand. */
async function pass(seconds: number, pings: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  for (let left = seconds; left > 0; left -= 5) {
    for (const [worker, ids] of Object.entries(pings)) await wire.ping(worker, ids);
    clock.advance(5000);
  }
}

async function sendClip(taken: TakenOrder, clip: string): Promise<number[]> {
  const video = await wire.put(taken.links.video_put_url, clip);
  const result = await wire.put(taken.links.result_put_url, JSON.stringify(resultFor(taken, clip)));
  return [video.status, result.status];
}

describe('a cancelled job', () => {
  it('is stopped at its worker, its links die, and nothing of it stays on the disk', async () => {
    const request = await wire.submit();
    const taken = await takeNow('first');
    const stops = wire.stops('first');
    await door.engine.cancel({ ...request, remoteId: request.attemptId }, new AbortController().signal);
    expect(await stops).toEqual({ jobsToStop: [taken.id] });
    expect(await sendClip(taken, 'a clip')).toEqual([404, 404]);
    expect((await wire.post('first', taken.id, { output: resultFor(taken, 'a clip') })).status).toBe(404);
    expect(await wire.stateOf(request)).toEqual({ state: 'lost' });
  });

  it('is stopped once more when its worker still names it half a minute later, and not before', async () => {
    const request = await wire.submit();
    const { id } = await takeNow('first');
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
    await pass(25, { first: [id] });
    const again = wire.stops('first');
    await pass(10, { first: [id] });
    expect(await again).toEqual({ jobsToStop: [id] });
  });

  it('is told as a thing to stop as often as it takes, once each time, and no more when the worker obeyed', async () => {
    const request = await wire.submit();
    const { id } = await takeNow('first');
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    for (let told = 1; told <= 3; told += 1) {
      expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
      // Named by every ping in between, it is still one wish.
      await pass(35, { first: [id] });
    }
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
    await pass(60, { first: [] });
    const answered = wire.stops('first');
    await pass(55, { first: [] });
    expect(await answered).toBeNull();
  });

  it('is told to a worker that had hung up before it could be told', async () => {
    const request = await wire.submit();
    const { id } = await takeNow('first');
    const left = new AbortController();
    const question = wire.call('job-stop/first?gpu=x', { signal: left.signal }).catch(() => null);
    await pass(1, { first: [id] });
    left.abort();
    await question;
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    await door.engine.release({ ...request, kept: false });
    await pass(40, { first: [id] });
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
  });
});
