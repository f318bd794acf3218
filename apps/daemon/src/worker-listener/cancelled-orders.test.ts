import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@videoexpress/studio/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultFor, type WireCalls, wireCalls } from '../testing/own-gpu/wire-calls.ts';
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

describe('a cancelled job', () => {
  it('is stopped at its worker, its links die, and nothing of it stays on the disk', async () => {
    const request = await wire.submit();
    const taken = await wire.takeNow('first');
    const stops = wire.stops('first');
    await door.engine.cancel({ ...request, remoteId: request.attemptId }, new AbortController().signal);
    expect(await stops).toEqual({ jobsToStop: [taken.id] });
    expect(await wire.sendClip(taken, 'a clip')).toEqual([404, 404]);
    expect((await wire.post('first', taken.id, { output: resultFor(taken, 'a clip') })).status).toBe(404);
    expect(await wire.stateOf(request)).toEqual({ state: 'lost' });
  });

  it('is stopped once more when its worker still names it half a minute later, and not before', async () => {
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
    await wire.pass(clock, 25, { first: [id] });
    const again = wire.stops('first');
    await wire.pass(clock, 10, { first: [id] });
    expect(await again).toEqual({ jobsToStop: [id] });
  });

  it('is told as a thing to stop as often as it takes, once each time, and no more when the worker obeyed', async () => {
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    for (let told = 1; told <= 3; told += 1) {
      expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
      // Named by every ping in between, it is still one wish.
      await wire.pass(clock, 35, { first: [id] });
    }
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
    await wire.pass(clock, 60, { first: [] });
    const answered = wire.stops('first');
    await wire.pass(clock, 55, { first: [] });
    expect(await answered).toBeNull();
  });

  it('is told to a worker that had hung up before it could be told', async () => {
    const request = await wire.submit();
    const { id } = await wire.takeNow('first');
    const left = new AbortController();
    const question = wire.call('job-stop/first?gpu=x', { signal: left.signal }).catch(() => null);
    await wire.pass(clock, 1, { first: [id] });
    left.abort();
    await question;
    await door.engine.cancel({ ...request, remoteId: id }, new AbortController().signal);
    await door.engine.release({ ...request, kept: false });
    await wire.pass(clock, 40, { first: [id] });
    expect(await wire.stops('first')).toEqual({ jobsToStop: [id] });
  });
});
