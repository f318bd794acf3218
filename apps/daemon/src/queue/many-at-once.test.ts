import type { JobId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();
const fox = (prompt: string) => ({ kind: 'text_to_video', input: { prompt } }) as const;

describe('several jobs in one request', () => {
  it('enter in their order, and those for the front come before all in theirs', async () => {
    const test = studio(new ScriptedEngine({ maxConcurrent: 0 }));
    const waiting = await test.create();
    const made = await test.studio.jobs.createMany(
      [{ ...fox('one'), placement: 'front' }, fox('two'), { ...fox('three'), placement: 'front' }, fox('four')],
      null,
    );
    if (!made.ok) throw new Error(made.error.detail);
    expect(made.value.jobs.map((job) => job.input['prompt'])).toEqual(['one', 'two', 'three', 'four']);
    const [one, two, three, four] = made.value.jobs.map((job) => job.position);
    const expected = [one, three, waiting.position, two, four];
    expect(expected.toSorted((a, b) => Number(a) - Number(b))).toEqual(expected);
  });

  it('are refused all together, with every problem and the number of its job', async () => {
    const test = studio();
    const refused = await test.studio.jobs.createMany(
      [
        fox('one'),
        { kind: 'text_to_video', input: { prompt: 'two', width: 63 } },
        fox('three'),
        { kind: 'text_to_video', input: { prompt: '' } },
      ],
      'click-1',
    );
    if (refused.ok) throw new Error('It was taken');
    expect(refused.error.code).toBe('invalid_input');
    expect(refused.error.detail).toContain('Job 2: ');
    expect(refused.error.detail).toContain('None was queued');
    expect(refused.error.errors?.map(({ path }) => path)).toEqual(['jobs.1.input.width', 'jobs.3.input.prompt']);
    expect((await test.studio.queue.read()).counts.queued).toBe(0);
    const engine = await test.studio.jobs.createMany([{ ...fox('one'), engine: 'nowhere' }], null);
    expect(engine).toMatchObject({ ok: false, error: { code: 'engine_unknown', errors: [{ path: 'jobs.0.engine' }] } });
  });

  it('come back for the same key, are a conflict for another request, and told apart when they were removed', async () => {
    const test = studio(new ScriptedEngine({ maxConcurrent: 0 }));
    const first = await test.studio.jobs.createMany([fox('one'), fox('two')], 'click-1');
    const again = await test.studio.jobs.createMany([fox('one'), fox('two')], 'click-1');
    if (!first.ok || !again.ok) throw new Error('refused');
    expect(again.value).toEqual({ jobs: first.value.jobs, repeated: true });
    const other = await test.studio.jobs.createMany([fox('one')], 'click-1');
    expect(other).toMatchObject({
      ok: false,
      error: { code: 'idempotency_conflict', detail: expect.stringContaining('another request') },
    });
    for (const { id } of first.value.jobs) {
      await test.studio.jobs.cancel(id);
      expect(await test.studio.jobs.remove(id)).toMatchObject({ ok: true });
    }
    expect(await test.studio.jobs.createMany([fox('one'), fox('two')], 'click-1')).toMatchObject({
      ok: false,
      error: { code: 'idempotency_conflict', detail: expect.stringContaining('removed since') },
    });
  });
});

describe('cancelling all but some', () => {
  it('ends what waits and what runs, tells the engine, and leaves those named and those that had ended', async () => {
    const engine = new ScriptedEngine({ maxConcurrent: 2 });
    const test = studio(engine);
    await test.studio.start();
    const ended = await test.create();
    await test.untilState(ended.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilEnd(ended.id);
    const ids: JobId[] = [];
    for (let count = 0; count < 5; count += 1) ids.push((await test.create()).id);
    const [running, kept, ...waiting] = ids;
    if (running === undefined || kept === undefined) throw new Error('No jobs');
    await test.untilState(kept, 'submitted');
    const cancelled = await test.studio.jobs.cancelAll([kept]);
    expect(cancelled).toEqual([running, ...waiting]);
    await test.until(() => engine.cancelled.length === 1);
    const submission = engine.submissions.find((each) => each.jobId === running);
    expect(engine.cancelled).toEqual([submission?.attemptId]);
    expect((await test.job(kept)).state).toBe('submitted');
    expect((await test.job(ended.id)).state).toBe('succeeded');
    expect(engine.submissions).toHaveLength(3);
    expect(await test.studio.jobs.cancelAll([kept])).toEqual([]);
  });

  it('holds nobody up, however many wait, and gives nothing out meanwhile', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.queue.pause();
    for (let batch = 0; batch < 10; batch += 1)
      await test.studio.jobs.createMany(
        Array.from({ length: 200 }, () => fox('one')),
        null,
      );
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const [cancelled] = await Promise.all([test.studio.jobs.cancelAll([]), test.studio.queue.resume()]);
    isDone = true;
    expect([cancelled.length, new Set(cancelled).size, engine.submissions.length]).toEqual([2000, 2000, 0]);
    expect(turns).toBeGreaterThanOrEqual(8);
  });

  it('also closes the attempt of a job that was put back, and tells of every job as it then is', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    const waiting = await test.create({ runAt: new Date(test.clock.now() + 3_600_000).toISOString() });
    await test.untilState(id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', { state: 'crashed', detail: 'SIGSEGV' });
    await test.untilState(id, 'queued');
    expect(await test.studio.jobs.cancelAll([])).toEqual([id, waiting.id]);
    await test.until(() => engine.released.length === 1);
    expect(engine.submissions).toHaveLength(1);
    const events = await test.studio.events.after(0, 200);
    if (events === 'gone') throw new Error('gone');
    for (const job of [await test.job(id), await test.job(waiting.id)]) {
      expect(job).toMatchObject({ state: 'cancelled', progress: { stage: 'Cancelled' } });
      const told = events.flatMap(({ topic, payload }) => (topic === 'job' && payload.id === job.id ? [payload] : []));
      expect(told.at(-1)).toEqual(job);
    }
  });
});
