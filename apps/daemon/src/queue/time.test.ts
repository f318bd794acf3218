import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const minute = 60_000;
const twoDays = 2 * 24 * 60 * minute;
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

async function runningJob(engine: ScriptedEngine) {
  const test = studio(engine);
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  const remoteId = engine.submissions[0]?.attemptId ?? '';
  engine.set(remoteId, drawing);
  await test.untilState(job.id, 'running');
  return { test, id: job.id, remoteId };
}

/** Coarse enough to be quick, fine enough that no step looks like a sleep of the machine. */
const stepMs = 5000;

/** Lets time pass in steps as a running machine does. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  const until = test.clock.monotonic() + ms;
  await test.until(() => test.clock.monotonic() >= until, stepMs);
}

describe('silence', () => {
  it('of ten minutes while running ends the attempt; the daemon tells the engine to stop and tries once more', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const { test, id } = await runningJob(engine);
    await pass(test, 9 * minute);
    expect((await test.job(id)).state).toBe('running');
    await test.until(() => engine.submissions.length === 2, stepMs);
    expect(engine.cancelled).toEqual([engine.submissions[0]?.attemptId]);
    expect((await test.job(id)).attempt).toBe(2);
    expect(engine.submissions[1]?.attemptId).not.toBe(engine.submissions[0]?.attemptId);
    await test.untilState(id, 'submitted');
    engine.set(engine.submissions[1]?.attemptId ?? '', drawing);
    await pass(test, 11 * minute);
    const end = await test.untilEnd(id);
    expect(end).toMatchObject({ state: 'failed', error: { code: 'heartbeat_timeout' }, attempt: 2 });
  });

  it('is not retried by itself where GPU time was billed', async () => {
    const engine = new ScriptedEngine({ embedded: false });
    const { test, id } = await runningJob(engine);
    await pass(test, 11 * minute);
    const end = await test.untilEnd(id);
    expect(end).toMatchObject({ state: 'failed', attempt: 1, error: { code: 'heartbeat_timeout', retryable: true } });
    expect(end.error?.userMessage).toContain('10 minutes');
    expect(engine.submissions).toHaveLength(1);
  });

  it('while waiting for a GPU is none', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    await pass(test, 45 * minute);
    expect((await test.job(job.id)).state).toBe('submitted');
  });

  it('is none while signs of life come in, and a bill that grows is no such sign', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await runningJob(engine);
    for (let minutes = 0; minutes < 15; minutes += 1) {
      engine.set(remoteId, { ...drawing, signs: minutes });
      await pass(test, minute);
    }
    expect((await test.job(id)).state).toBe('running');
    for (let cents = 0; cents < 11; cents += 1) {
      engine.set(remoteId, { ...drawing, signs: 15, progress: { ...drawing.progress, costUsd: cents / 100 } });
      await pass(test, minute);
    }
    expect(await test.untilEnd(id)).toMatchObject({ state: 'failed', error: { code: 'heartbeat_timeout' } });
  });

  it('is over with each new measurement', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await runningJob(engine);
    for (let step = 1; step <= 4; step += 1) {
      await pass(test, 8 * minute);
      engine.set(remoteId, { state: 'running', progress: { fraction: 0.5 + step / 100, stage: 'Drawing' } });
    }
    expect((await test.job(id)).state).toBe('running');
  });

  it('is not counted for the hours that the machine slept', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await runningJob(engine);
    await pass(test, 5 * minute);
    test.clock.suspend(8 * 60 * minute);
    await pass(test, 8 * minute);
    expect((await test.job(id)).state).toBe('running');
    engine.finish(remoteId);
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });
});

describe('a wall clock that jumps', () => {
  it.each([twoDays, -twoDays])('by %d ms neither ends nor repeats what runs', async (jumpMs) => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await runningJob(engine);
    test.clock.jumpWall(jumpMs);
    await pass(test, 2 * minute);
    expect((await test.job(id)).state).toBe('running');
    engine.finish(remoteId);
    expect((await test.untilEnd(id)).state).toBe('succeeded');
    expect(engine.submissions).toHaveLength(1);
  });

  it('backwards does not make a job that was put back wait for days', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await runningJob(engine);
    engine.set(remoteId, { state: 'crashed', detail: 'SIGSEGV' });
    await test.untilState(id, 'queued');
    test.clock.jumpWall(-twoDays);
    const before = test.clock.monotonic();
    await test.until(() => engine.submissions.length === 2);
    expect(test.clock.monotonic() - before).toBeLessThan(2 * minute);
  });
});

describe('work that crashes', () => {
  it('is given up at the third crash that can be laid to it, and not before', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    for (let crash = 1; crash <= 3; crash += 1) {
      await test.until(() => engine.submissions.length === crash);
      await test.until(async () => (await test.job(job.id)).state === 'submitted');
      engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'crashed', detail: `killed by SIGSEGV, ${crash}` });
      await test.until(async () => (await test.job(job.id)).state !== 'submitted');
      engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'waiting' });
    }
    expect(await test.untilEnd(job.id)).toMatchObject({
      state: 'failed',
      error: { code: 'crash_loop', detail: 'killed by SIGSEGV, 3' },
    });
  });

  it('in a handler is written down before anything else, so that it counts after a restart too', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const bomb = () => {
      throw new Error('a bug in the engine');
    };
    engine.submitAnswers.push(bomb, bomb);
    const first = studio(engine);
    await first.studio.start();
    const job = await first.create();
    await first.until(() => engine.submissions.length === 2);
    await first.untilState(job.id, 'queued');
    engine.submitAnswers.push(bomb);
    const second = await nextRun(studio, first, engine);
    await second.studio.start();
    const end = await second.untilEnd(job.id);
    expect(end.error).toMatchObject({ code: 'crash_loop' });
    expect(end.error?.detail).toBe('Error: a bug in the engine');
    expect(engine.submissions).toHaveLength(3);
  });
});
