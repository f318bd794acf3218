import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio, TestStudioOptions } from '../testing/test-studio.ts';

const studio = keptStudios();
const day = 24 * 60 * 60_000;
const paid = (maxConcurrent = 1) => new ScriptedEngine({ id: 'paid', pricePerSecondUsd: 0.01, maxConcurrent });

/** Has what is in hand rendered, for so much. */
async function rendered(test: TestStudio, engine: ScriptedEngine, usd: number): Promise<void> {
  const { id } = await test.create({ engine: engine.description.id });
  const { attempt } = await test.untilState(id, 'submitted');
  expect(attempt).toBe(1);
  engine.set(engine.submissions.at(-1)?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: usd });
  await test.untilEnd(id);
}

async function setBudget(test: TestStudio, monthlyBudgetUsd: number | null): Promise<void> {
  const patched = await test.studio.settings.patch({ monthlyBudgetUsd });
  expect(patched.ok).toBe(true);
}

/** A studio that runs, with one clip behind it that cost 40 cents, so that the next one is expected to. */
async function withHistory(
  engines: ScriptedEngine | readonly ScriptedEngine[],
  options: Partial<TestStudioOptions> = {},
) {
  const test = studio(engines, options);
  await test.studio.start();
  const [engine] = engines instanceof ScriptedEngine ? [engines] : engines;
  if (engine === undefined) throw new Error('No engine');
  await rendered(test, engine, 0.4);
  return test;
}

const pausesOf = async (test: TestStudio) => (await test.studio.queue.read()).enginePauses;

/** Lets the queue look at what waits, many times. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  const until = test.clock.monotonic() + ms;
  await test.until(() => test.clock.monotonic() >= until, Math.max(200, ms / 50));
}

describe('the budget of a month', () => {
  it('holds a paid job that would pass it, says why with both numbers, and lets free ones go on', async () => {
    const engine = paid();
    const free = new ScriptedEngine({ id: 'free', pricePerSecondUsd: 0 });
    const test = await withHistory([engine, free]);
    await setBudget(test, 0.75);
    const held = await test.create({ engine: 'paid' });
    const other = await test.create({ engine: 'free' });
    await test.untilState(other.id, 'submitted');
    expect((await test.job(held.id)).state).toBe('queued');
    expect(await pausesOf(test)).toEqual([
      {
        engine: 'paid',
        reason: 'budget_reached',
        userMessage:
          'Scripted waits: $0.40 of this month’s budget of $0.75 is spent or reserved, and the next clip takes about $0.40; raise the budget in Settings, or it goes on by itself on 1 February.',
      },
    ]);
    await setBudget(test, 0.8);
    await test.untilState(held.id, 'submitted');
    expect(await pausesOf(test)).toEqual([]);
  });

  it('counts what runs, so that many places at once cannot pass it together', async () => {
    const engine = paid(8);
    const test = await withHistory(engine);
    await setBudget(test, 1.7);
    const jobs = Array.from({ length: 8 }, () => ({ kind: 'text_to_video', input: { prompt: 'fox' } }) as const);
    await test.studio.jobs.createMany(jobs, null);
    await test.until(async () => (await pausesOf(test)).length === 1);
    await pass(test, 60_000);
    // Forty cents are spent: three more fit.
    expect(engine.submissions).toHaveLength(1 + 3);
    expect(await test.studio.spend(1)).toMatchObject({ reservedUsd: expect.closeTo(1.2, 9), months: [{ usd: 0.4 }] });
    // One was cheaper than expected, so there is room for another.
    engine.set(engine.submissions[1]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 0.05 });
    await test.until(() => engine.submissions.length === 5);
    await pass(test, 60_000);
    expect(engine.submissions).toHaveLength(5);
    const spent = await test.studio.spend(1);
    expect((spent.months[0]?.usd ?? 0) + spent.reservedUsd).toBeLessThanOrEqual(1.7);
  });

  it('never stops what runs, also when it costs more than was expected', async () => {
    const engine = paid();
    const test = await withHistory(engine);
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    await setBudget(test, 0.1);
    engine.set(engine.submissions[1]?.attemptId ?? '', {
      state: 'running',
      progress: { fraction: 0.5, stage: 'Step 5', costUsd: 3 },
    });
    await test.untilState(id, 'running');
    expect((await test.studio.spend(1)).reservedUsd).toBe(3);
    engine.set(engine.submissions[1]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 3 });
    expect((await test.untilEnd(id)).state).toBe('succeeded');
    expect(engine.cancelled).toEqual([]);
  });

  it('holds one whose cost is not known only once it is used up', async () => {
    const engine = paid();
    const test = studio(engine);
    await test.studio.start();
    await setBudget(test, 0.3);
    const [first, second] = [await test.create(), await test.create({ input: { prompt: 'fox', num_frames: 80 } })];
    expect(first.cost).toBeNull();
    await test.untilState(first.id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'finished', warnings: [], actualUsd: 0.31 });
    await test.untilEnd(first.id);
    await test.until(async () => (await pausesOf(test)).length === 1);
    expect((await test.job(second.id)).state).toBe('queued');
    expect((await pausesOf(test))[0]?.userMessage).toBe(
      'Scripted waits: $0.31 of this month’s budget of $0.30 is spent or reserved; raise the budget in Settings, or it goes on by itself on 1 February.',
    );
    await setBudget(test, null);
    await test.untilState(second.id, 'submitted');
  });

  it('begins anew with the month, and is as it was after a restart', async () => {
    const engine = paid();
    const test = await withHistory(engine);
    await setBudget(test, 0.5);
    const held = await test.create();
    await test.until(async () => (await pausesOf(test)).length === 1);
    const next = await nextRun(studio, test, engine);
    await next.studio.start();
    await next.until(async () => (await pausesOf(next)).length === 1);
    next.clock.suspend(20 * day);
    await pass(next, 60_000);
    expect((await next.job(held.id)).state).toBe('queued');
    next.clock.suspend(11 * day);
    await next.untilState(held.id, 'submitted');
    expect(new Date(next.clock.now()).toISOString()).toContain('2026-02-01');
    expect(await pausesOf(next)).toEqual([]);
  });

  it('is let go of when a cancelled render turns out to have cost less', async () => {
    const engine = paid(2);
    const test = await withHistory(engine);
    await setBudget(test, 0.9);
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    const held = await test.create();
    await test.until(async () => (await pausesOf(test)).length === 1);
    // What is being stopped stays reserved until its engine has let go of it.
    engine.cancelAnswers.push(err({ code: 'unreachable', detail: 'no network' }), ok({ actualUsd: 0.01 }));
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.cancelAnswers.length === 1);
    expect((await test.studio.spend(1)).reservedUsd).toBeCloseTo(0.4, 9);
    await test.untilState(held.id, 'submitted');
    expect((await test.studio.spend(1)).months[0]?.usd).toBeCloseTo(0.41, 9);
  });

  it('keeps nobody from finding out about a submission whose answer was lost', async () => {
    const engine = paid();
    const test = await withHistory(engine);
    await setBudget(test, 0.85);
    engine.submitAnswers.push(() => err({ code: 'unknown', detail: 'reset' }));
    const { id } = await test.create();
    await test.until(() => engine.submissions.length === 2);
    await setBudget(test, 0.5);
    await test.untilState(id, 'submitted');
    expect(engine.submissions).toHaveLength(3);
    expect((await test.studio.spend(1)).reservedUsd).toBeCloseTo(0.4, 9);
  });

  it('reserves nothing for a submission that was refused, and holds it back like any other', async () => {
    const engine = paid();
    const test = await withHistory(engine);
    await setBudget(test, 0.85);
    engine.submitAnswers.push(() => err({ code: 'busy', detail: '429', retryAfterMs: 1000 }));
    const { id } = await test.create();
    await test.until(() => engine.submissions.length === 2);
    await test.untilState(id, 'queued');
    expect((await test.studio.spend(1)).reservedUsd).toBe(0);
    await setBudget(test, 0.5);
    await test.until(async () => (await pausesOf(test)).length === 1);
    expect(engine.submissions).toHaveLength(2);
  });

  it('lets a job end whose engine is gone', async () => {
    const engine = paid();
    const test = await withHistory(engine);
    await setBudget(test, 0.1);
    const { id } = await test.create();
    await test.until(async () => (await pausesOf(test)).length === 1);
    const next = await nextRun(studio, test, new ScriptedEngine({ id: 'other' }));
    await next.studio.start();
    expect(await next.untilEnd(id)).toMatchObject({ state: 'failed', error: { code: 'engine_unavailable' } });
    expect((await next.studio.spend(1)).months[0]).toMatchObject({ usd: 0.4, unknown: 0 });
  });

  it('of nothing holds every paid job', async () => {
    const test = studio(paid());
    await test.studio.start();
    expect((await test.studio.settings.read()).monthlyBudgetUsd).toBeNull();
    await setBudget(test, 0);
    const { id } = await test.create();
    await test.until(async () => (await pausesOf(test)).length === 1);
    expect((await test.job(id)).state).toBe('queued');
  });
});
