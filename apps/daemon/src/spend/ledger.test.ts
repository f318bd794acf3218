import { err, ok, type Job } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const paid = (options: object = {}) => new ScriptedEngine({ id: 'paid', pricePerSecondUsd: 0.01, ...options });

/** A studio that runs, and a job of it that its engine is at. */
async function running(engine: ScriptedEngine, progress: object = {}) {
  const test = studio(engine);
  await test.studio.start();
  const { id } = await test.create();
  await test.untilState(id, 'submitted');
  const attemptId = engine.submissions[0]?.attemptId ?? '';
  engine.set(attemptId, { state: 'running', progress: { fraction: 0.5, stage: 'Step 5', ...progress } });
  await test.untilState(id, 'running');
  return { test, id, attemptId };
}

async function monthOf(test: TestStudio) {
  const { months } = await test.studio.spend(1);
  return months[0];
}

const costOf = (job: Job) => job.cost?.actualUsd;

describe('what a render cost', () => {
  it('is in the job, its attempt and the month, and stays there when the job is removed', async () => {
    const engine = paid();
    const { test, id, attemptId } = await running(engine);
    engine.set(attemptId, { state: 'finished', warnings: [], actualUsd: 0.05 });
    expect(costOf(await test.untilEnd(id))).toBe(0.05);
    expect(await test.studio.jobs.attempts(id)).toMatchObject([{ id: attemptId, number: 1, actualUsd: 0.05 }]);
    await test.until(() => engine.released.length === 1);
    await test.studio.jobs.remove(id);
    expect(await test.studio.jobs.attempts(id)).toBeNull();
    expect(await monthOf(test)).toMatchObject({
      month: '2026-01',
      usd: 0.05,
      renders: 1,
      unknown: 0,
      engines: [{ engine: 'paid', usd: 0.05, renders: 1, unknown: 0 }],
    });
  });

  it('is the sum over the attempts', async () => {
    const engine = paid();
    const { test, id, attemptId } = await running(engine);
    const failure = { code: 'engine_failed', detail: 'oom', userMessage: 'Out of memory.', billed: false } as const;
    engine.set(attemptId, { state: 'failed', ...failure, actualUsd: 0.02 });
    await test.until(() => engine.submissions.length === 2);
    await test.untilState(id, 'submitted');
    engine.set(engine.submissions[1]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 0.05 });
    expect(costOf(await test.untilEnd(id))).toBeCloseTo(0.07, 9);
    expect(await test.studio.jobs.attempts(id)).toMatchObject([
      { number: 1, actualUsd: 0.02 },
      { number: 2, actualUsd: 0.05 },
    ]);
    expect((await monthOf(test))?.usd).toBeCloseTo(0.07, 9);
  });

  it('of a cancelled one is what its engine says when it stops it, also after a kill', async () => {
    const engine = paid();
    const { test, id } = await running(engine);
    engine.cancelAnswers.push(err({ code: 'unreachable', detail: 'no network' }), ok({ actualUsd: 0.03 }));
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.cancelAnswers.length === 1);
    const next = await nextRun(studio, test, engine);
    await next.studio.start();
    await next.until(async () => costOf(await next.job(id)) === 0.03);
    expect(await next.job(id)).toMatchObject({ state: 'cancelled' });
    expect((await monthOf(next))?.usd).toBe(0.03);
    expect(await next.studio.events.after(0, 100)).toContainEqual(
      expect.objectContaining({
        topic: 'job',
        payload: expect.objectContaining({ cost: { estimatedUsd: null, actualUsd: 0.03 } }),
      }),
    );
  });

  it('of one that ends without a word on it is what was last said while it ran', async () => {
    const engine = paid();
    const { test, id } = await running(engine, { costUsd: 0.012 });
    expect((await test.job(id)).progress.costUsd).toBe(0.012);
    await test.studio.jobs.cancel(id);
    expect(costOf(await test.job(id))).toBe(0.012);
    await test.until(() => engine.released.length === 1);
    expect((await monthOf(test))?.usd).toBe(0.012);
  });

  it('takes the last word of an engine for the right one', async () => {
    const engine = paid();
    const { test, id } = await running(engine, { costUsd: 0.012 });
    engine.cancelAnswers.push(ok({ actualUsd: 0.02 }));
    await test.studio.jobs.cancel(id);
    await test.until(async () => costOf(await test.job(id)) === 0.02);
    expect(await monthOf(test)).toMatchObject({ usd: 0.02, renders: 1 });
  });

  it('that nobody knows is counted as such, never as nothing', async () => {
    const engine = paid();
    const { test, id, attemptId } = await running(engine);
    engine.finish(attemptId);
    const end = await test.untilEnd(id);
    expect(costOf(end) ?? null).toBeNull();
    expect(await monthOf(test)).toMatchObject({ usd: 0, renders: 1, unknown: 1 });
  });

  it('is nothing where it is free, and takes no room in the ledger', async () => {
    const engine = new ScriptedEngine({ pricePerSecondUsd: 0 });
    const test = studio(engine);
    await test.studio.start();
    const made = await test.create();
    expect(made.cost).toEqual({ estimatedUsd: 0, actualUsd: null });
    await test.untilState(made.id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 0 });
    expect((await test.untilEnd(made.id)).cost).toEqual({ estimatedUsd: 0, actualUsd: 0 });
    expect(await monthOf(test)).toMatchObject({ usd: 0, renders: 0, engines: [] });
  });

  it('and the end of its render are one transaction: there is never one without the other', async () => {
    const engine = paid();
    const { test, id, attemptId } = await running(engine);
    const { connection } = test.store;
    const ledger = () => connection.prepare('SELECT usd FROM spend').pluck().all();
    connection.exec(`CREATE TEMP TRIGGER no_ledger BEFORE INSERT ON spend BEGIN SELECT RAISE(ABORT, 'no ledger'); END`);
    const finish = () => test.store.jobs.apply(id, 'finished', { spentUsd: 0.05 }, test.clock.now());
    await expect(finish()).rejects.toThrow('no ledger');
    expect((await test.job(id)).state).toBe('running');
    connection.exec('DROP TRIGGER no_ledger');
    connection.exec(
      `CREATE TEMP TRIGGER no_state BEFORE UPDATE OF state ON job BEGIN SELECT RAISE(ABORT, 'no state'); END`,
    );
    await expect(finish()).rejects.toThrow('no state');
    expect(ledger()).toEqual([]);
    connection.exec('DROP TRIGGER no_state');
    engine.set(attemptId, { state: 'finished', warnings: [], actualUsd: 0.05 });
    await test.untilEnd(id);
    expect(ledger()).toEqual([0.05]);
  });

  it('goes into the month in which it was told, by the calendar of this machine', async () => {
    const engine = paid();
    const test = studio(engine, { timeZone: 'America/New_York' });
    await test.studio.start();
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 0.05 });
    await test.untilEnd(id);
    const { timeZone, months } = await test.studio.spend(3);
    expect(timeZone).toBe('America/New_York');
    // The clock of tests begins with the year, in UTC.
    expect(months.map(({ month, usd }) => [month, usd])).toEqual([
      ['2025-12', 0.05],
      ['2025-11', 0],
      ['2025-10', 0],
    ]);
  });
});

describe('what a job is expected to cost', () => {
  it('stands in it from the start, follows its edits, and is looked up anew when it starts', async () => {
    const engine = paid();
    const { test, id, attemptId } = await running(engine);
    engine.set(attemptId, { state: 'finished', warnings: [], actualUsd: 0.04 });
    expect((await test.untilEnd(id)).cost).toEqual({ estimatedUsd: null, actualUsd: 0.04 });
    await test.studio.queue.pause();
    const { id: waiting, cost } = await test.create();
    expect(cost).toEqual({ estimatedUsd: 0.04, actualUsd: null });
    const estimated = await test.studio.jobs.estimate({ kind: 'text_to_video', input: { prompt: 'fox' } });
    expect(estimated).toMatchObject({ ok: true, value: { basedOn: 1, costUsd: 0.04 } });
    await test.studio.jobs.edit(waiting, { input: { prompt: 'fox', num_frames: 200 } });
    expect((await test.job(waiting)).cost).toBeNull();
    await test.studio.jobs.edit(waiting, { input: { prompt: 'fox' } });
    expect((await test.job(waiting)).cost?.estimatedUsd).toBe(0.04);
  });
});
