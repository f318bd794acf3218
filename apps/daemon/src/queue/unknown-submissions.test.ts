import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';

const studio = keptStudios();
const unknown = () => err({ code: 'unknown' as const, detail: 'reset while answering' });

describe('a submission whose answer nobody saw', () => {
  it('is adopted when the engine has it, and not sent again', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(unknown);
    engine.adoptAnswers.push(ok({ remoteId: 'remote-1' }));
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.untilState(job.id, 'submitted');
    expect(engine.submissions).toHaveLength(1);
    const work = await test.store.jobs.work(job.id);
    expect(work?.attempt).toMatchObject({ remoteId: 'remote-1', submissions: 1 });
  });

  it('is sent once more with the same attempt, the job says so, and after that never again', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(unknown, unknown);
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    const end = await test.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 2, attempt: 1, error: { code: 'outcome_unknown' } });
    expect(new Set(engine.submissions.map((request) => request.attemptId)).size).toBe(1);
    expect(engine.submissions).toHaveLength(2);
  });

  it('survives a kill between the call and the answer: the next run asks the engine first', async () => {
    const engine = new ScriptedEngine();
    let answer: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      engine.submitAnswers.push(async (request) => {
        resolve();
        await new Promise<void>((release) => (answer = release));
        return ok({ remoteId: request.attemptId });
      });
    });
    const first = studio(engine);
    await first.studio.start();
    const job = await first.create();
    await asked;
    expect((await first.job(job.id)).state).toBe('dispatching');
    const attempt = (await first.store.jobs.work(job.id))?.attempt;
    expect(attempt).toMatchObject({ submissions: 1, remoteId: null });

    engine.adoptAnswers.push(ok({ remoteId: attempt?.id ?? '' }));
    const second = await nextRun(studio, first, engine);
    answer();
    await second.studio.start();
    const taken = await second.untilState(job.id, 'submitted');
    expect(taken.submissions).toBe(1);
    expect(engine.submissions).toHaveLength(1);
  });
});

describe('a submission that was surely not taken', () => {
  it('waits as long as the engine asks and burns no attempt', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(
      () => err({ code: 'busy', retryAfterMs: 20_000, detail: '429' }),
      () => err({ code: 'unreachable', detail: 'ECONNREFUSED' }),
    );
    const test = studio(engine);
    await test.studio.start();
    const before = test.clock.monotonic();
    const job = await test.create();
    const sent = await test.untilState(job.id, 'submitted');
    expect(sent).toMatchObject({ attempt: 1, submissions: 1 });
    expect(engine.submissions).toHaveLength(3);
    expect(test.clock.monotonic() - before).toBeGreaterThanOrEqual(25_000);
    // The waits went down as they are, and nothing crashed over them.
    expect(test.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('fails at once with the engine’s own reason when the input was refused', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(() =>
      err({ code: 'rejected', detail: '400', userMessage: 'The prompt was refused. Nothing was spent.' }),
    );
    const test = studio(engine);
    await test.studio.start();
    const end = await test.untilEnd((await test.create()).id);
    expect(end.error).toMatchObject({
      code: 'input_rejected',
      userMessage: 'The prompt was refused. Nothing was spent.',
    });
    expect(engine.submissions).toHaveLength(1);
  });
});
