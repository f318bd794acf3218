import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();

async function queueEvents(test: TestStudio) {
  const events = await test.studio.events.after(0, 1000);
  if (events === 'gone') throw new Error('gone');
  return events.flatMap(({ topic, payload }) => (topic === 'queue' ? [payload] : []));
}

async function pass(test: TestStudio, ms: number): Promise<void> {
  const until = test.clock.monotonic() + ms;
  await test.until(() => test.clock.monotonic() >= until, 50);
}

describe('the numbers of the queue', () => {
  it('are told when they changed, gathered, at most twice a second', async () => {
    const test = studio(new ScriptedEngine({ maxConcurrent: 0 }));
    await test.studio.start();
    for (let count = 0; count < 30; count += 1) {
      await test.create();
      await pass(test, 50);
    }
    await pass(test, 1000);
    const told = (await queueEvents(test)).map(({ counts }) => counts.queued);
    expect(told.at(-1)).toBe(30);
    expect(told.length).toBeGreaterThanOrEqual(3);
    expect(told.length).toBeLessThanOrEqual(6);
    await pass(test, 5000);
    expect(await queueEvents(test)).toHaveLength(told.length);
  });

  it('follow a job to its end, and its removal', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilEnd(id);
    await pass(test, 1000);
    expect((await queueEvents(test)).at(-1)?.counts).toMatchObject({ succeeded: 1, queued: 0, collecting: 0 });
    expect(await test.studio.jobs.remove(id)).toMatchObject({ ok: true });
    await pass(test, 1000);
    expect((await queueEvents(test)).at(-1)).toEqual(await test.studio.queue.read());
  });
});

describe('the moment a stage began', () => {
  it('stays while the stage stays, and over a restart of the daemon', async () => {
    const engine = new ScriptedEngine();
    const first = studio(engine);
    await first.studio.start();
    const made = await first.create();
    expect(made.progress.stageStartedAt).toBe(made.createdAt);
    await engine.submitted(1);
    await first.untilState(made.id, 'submitted');
    const remoteId = engine.submissions[0]?.attemptId ?? '';
    engine.set(remoteId, { state: 'running', progress: { fraction: 0.1, stage: 'Drawing' } });
    const began = (await first.untilState(made.id, 'running')).progress.stageStartedAt;
    expect(Date.parse(began ?? '')).toBeGreaterThan(Date.parse(made.createdAt));
    engine.set(remoteId, { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } });
    await first.until(async () => (await first.job(made.id)).progress.fraction === 0.5);
    expect((await first.job(made.id)).progress.stageStartedAt).toBe(began);

    const second = await nextRun(studio, first, engine);
    await second.studio.start();
    engine.set(remoteId, { state: 'running', progress: { fraction: 0.7, stage: 'Drawing' } });
    await second.until(async () => (await second.job(made.id)).progress.fraction === 0.7);
    expect((await second.job(made.id)).progress.stageStartedAt).toBe(began);
    engine.set(remoteId, { state: 'running', progress: { fraction: 0.8, stage: 'Decoding' } });
    await second.until(async () => (await second.job(made.id)).progress.stage === 'Decoding');
    const decoding = (await second.job(made.id)).progress.stageStartedAt;
    expect(Date.parse(decoding ?? '')).toBeGreaterThan(Date.parse(began ?? ''));
  });
});
