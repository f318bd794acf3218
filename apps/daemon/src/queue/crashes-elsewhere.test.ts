import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();
const bug = () => {
  throw new Error('a bug in the engine');
};
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

describe('a handler that crashes while an engine elsewhere has the work', () => {
  it('in a look at a running render: the render is followed on, and nothing is sent again', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    const remoteId = engine.submissions[0]?.attemptId ?? '';
    engine.set(remoteId, drawing);
    await test.untilState(job.id, 'running');
    const poll = engine.poll.bind(engine);
    let bombs = 2;
    engine.poll = async (render, signal) => {
      bombs -= 1;
      return bombs >= 0 ? bug() : poll(render, signal);
    };
    await test.until(() => bombs < 0);
    expect((await test.job(job.id)).state).toBe('running');
    engine.finish(remoteId);
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1 });
    expect(engine.submissions).toHaveLength(1);
    expect((await test.store.jobs.work(job.id))?.record.crashes).toBe(2);
  });

  it('at the third time is the end: the engine is told to stop', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    engine.poll = async () => bug();
    expect((await test.untilEnd(job.id)).error).toMatchObject({ code: 'crash_loop' });
    await test.until(() => engine.cancelled.length === 1);
    expect(engine.submissions).toHaveLength(1);
  });

  it('in a submission that the engine took: it is looked for, and not sent again', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(bug);
    engine.adoptAnswers.push(ok({ remoteId: 'remote-1' }));
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    expect(engine.submissions).toHaveLength(1);
    expect((await test.store.jobs.work(job.id))?.attempt).toMatchObject({ remoteId: 'remote-1', submissions: 1 });
  });
});

describe('a second submission of an attempt', () => {
  it('that finds the first one at work: the first one is followed, after a restart too', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    const second = engine.submissions[0]?.attemptId ?? '';
    const looked: string[] = [];
    const poll = engine.poll.bind(engine);
    engine.poll = async (render, signal) => {
      looked.push(render.remoteId);
      if (render.remoteId === second) return ok({ state: 'moved', remoteId: 'the-first' });
      return render.remoteId === 'the-first' ? ok(drawing) : poll(render, signal);
    };
    await test.untilState(job.id, 'running');
    expect(looked.at(-1)).toBe('the-first');
    expect((await test.store.jobs.work(job.id))?.attempt.remoteId).toBe('the-first');
  });
});

describe('an engine whose service refuses the key', () => {
  it('gets no more work and says so, the other engines go on, and with the right key its jobs run', async () => {
    const paid = new ScriptedEngine({ id: 'paid', maxConcurrent: 4 });
    const other = new ScriptedEngine({ id: 'other' });
    paid.submitAnswers.push(() => err({ code: 'unauthorized', detail: '401' }));
    const { id, label } = { id: 'paid', label: 'Scripted' };
    let isRight = false;
    paid.health = async () =>
      isRight
        ? { id, label, status: 'ok', latencyMs: 0, detail: 'Idle.', fix: null }
        : { id, label, status: 'down', latencyMs: 0, detail: 'The key is wrong.', fix: null };
    const test = studio([paid, other]);
    await test.studio.start();
    const waiting = await test.create({ engine: 'paid' });
    await test.until(async () => (await test.studio.queue.read()).enginePauses.length === 1);
    expect((await test.studio.queue.read()).enginePauses).toMatchObject([{ engine: 'paid', reason: 'unauthorized' }]);
    const more = await test.create({ engine: 'paid' });
    const elsewhere = await test.create({ engine: 'other' });
    await test.untilState(elsewhere.id, 'submitted');
    const until = test.clock.monotonic() + 10 * 60_000;
    await test.until(() => test.clock.monotonic() >= until, 5000);
    expect(paid.submissions).toHaveLength(1);
    expect(await test.job(waiting.id)).toMatchObject({ state: 'queued', attempt: 1, submissions: 0 });
    isRight = true;
    await test.untilState(waiting.id, 'submitted');
    await test.untilState(more.id, 'submitted');
    expect((await test.studio.queue.read()).enginePauses).toEqual([]);
  });
});
