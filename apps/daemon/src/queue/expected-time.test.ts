import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const fox = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } } as const;

/** Renders one job in about `seconds` of the clock, and says how long the row says it took. */
async function rendered(test: TestStudio, engine: ScriptedEngine, seconds: number): Promise<number> {
  const { id } = await test.create();
  const submission = await test.untilState(id, 'submitted').then(() => engine.submissions.at(-1));
  const until = test.clock.monotonic() + seconds * 1000;
  await test.until(() => test.clock.monotonic() >= until);
  engine.finish(submission?.attemptId ?? '');
  const end = await test.untilEnd(id);
  return (Date.parse(end.finishedAt ?? '') - Date.parse(end.startedAt ?? '')) / 1000;
}

describe('the expected time of a job', () => {
  it('is not known at first, then that of the jobs like it, from the moment it is queued', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    expect((await test.create()).expectedSeconds).toBeNull();
    await test.studio.jobs.cancelAll([]);
    const took = [];
    for (const seconds of [10, 60, 20]) took.push(await rendered(test, engine, seconds));
    const middle = took.toSorted((a, b) => a - b)[1];
    expect((await test.create()).expectedSeconds).toBe(middle);
    const batch = await test.studio.jobs.createMany([fox, { ...fox, input: { ...fox.input, num_frames: 80 } }], null);
    if (!batch.ok) throw new Error(batch.error.detail);
    const [same, larger] = batch.value.jobs.map((job) => job.expectedSeconds ?? 0);
    expect(same).toBe(middle);
    expect(larger).toBeCloseTo((middle ?? 0) * 10, 6);
  });

  it('is looked up anew when the job starts, and when its input is changed', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const first = await test.create();
    const second = await test.create();
    expect(second.expectedSeconds).toBeNull();
    await test.untilState(first.id, 'submitted');
    await test.studio.queue.pause();
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const end = await test.untilEnd(first.id);
    await test.studio.queue.resume();
    const took = (Date.parse(end.finishedAt ?? '') - Date.parse(end.startedAt ?? '')) / 1000;
    expect((await test.untilState(second.id, 'submitted')).expectedSeconds).toBe(took);
    const third = await test.create();
    expect(third.expectedSeconds).toBe(took);
    const edited = await test.studio.jobs.edit(third.id, { input: { prompt: 'fox', num_frames: 200 } });
    expect(edited).toMatchObject({ ok: true, value: { expectedSeconds: null } });
  });

  it('does not learn from a job that had a setback', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'crashed', detail: 'SIGSEGV' });
    await test.until(() => engine.submissions.length === 2);
    await test.untilState(id, 'submitted');
    engine.finish(engine.submissions[1]?.attemptId ?? '');
    expect((await test.untilEnd(id)).state).toBe('succeeded');
    expect((await test.create()).expectedSeconds).toBeNull();
  });

  it('can be asked for without queueing anything, with what it would cost', async () => {
    const engine = new ScriptedEngine({ pricePerSecondUsd: 0.5 });
    const test = studio(engine);
    await test.studio.start();
    expect(await test.studio.jobs.estimate(fox)).toEqual({
      ok: true,
      value: { seconds: null, basedOn: 0, costUsd: null },
    });
    const took = await rendered(test, engine, 30);
    const before = await test.studio.queue.read();
    expect(await test.studio.jobs.estimate(fox)).toEqual({
      ok: true,
      value: { seconds: took, basedOn: 1, costUsd: took * 0.5 },
    });
    expect(await test.studio.queue.read()).toEqual(before);
    expect(await test.studio.jobs.estimate({ ...fox, input: {} })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
    const free = studio(new ScriptedEngine({ pricePerSecondUsd: 0 }));
    expect(await free.studio.jobs.estimate(fox)).toMatchObject({ value: { seconds: null, costUsd: 0 } });
    const unpriced = studio();
    expect(await unpriced.studio.jobs.estimate(fox)).toMatchObject({ value: { costUsd: null } });
  });
});
