import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { type RenderEngine, renderKeys } from '@videoexpress/studio';
import { MemoryObjectStorage } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { type TestStudio, waitingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();
const minute = 60_000;
const away = () => err({ code: 'unreachable' as const, detail: 'no network' });

/** Lets time pass in steps as a running machine does. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  const until = test.clock.monotonic() + ms;
  await test.until(() => test.clock.monotonic() >= until, 500);
}

async function submittedJob(engine: ScriptedEngine) {
  const test = studio(engine);
  await test.studio.start();
  const { id } = await test.create();
  await test.untilState(id, 'submitted');
  return { test, id };
}

describe('an engine that cannot be reached', () => {
  it('before and after a sleep of the machine was not away for all that time', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const poll = engine.poll.bind(engine);
    engine.poll = async () => away();
    await pass(test, minute);
    test.clock.suspend(8 * 60 * minute);
    await pass(test, 5 * minute);
    expect((await test.job(id)).state).toBe('submitted');
    engine.poll = poll;
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });

  it('for half an hour of a machine that is awake is given up', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    engine.poll = async () => away();
    await pass(test, 28 * minute);
    expect((await test.job(id)).state).toBe('submitted');
    await pass(test, 4 * minute);
    expect(await test.job(id)).toMatchObject({ state: 'failed', error: { code: 'engine_unavailable' } });
  });

  it('and holds the only copy of a finished clip is not told to throw it away, and the job says where it lies', async () => {
    const engine = new ScriptedEngine();
    const objects = new MemoryObjectStorage();
    const test = studio(engine, { objects });
    await test.studio.start();
    const { id } = await test.create();
    await test.untilState(id, 'submitted');
    engine.retrieve = async () => away();
    const released: boolean[] = [];
    const release: RenderEngine['release'] = async ({ kept }) => void released.push(kept);
    Object.assign(engine, { release });
    const attemptId = engine.submissions[0]?.attemptId;
    if (attemptId === undefined) throw new Error('It was sent');
    engine.finish(attemptId);
    await pass(test, 35 * minute);
    const { error, state } = await test.job(id);
    expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'engine_unavailable' });
    expect(error?.userMessage).toContain(renderKeys(id, attemptId).video);
    await test.until(() => released.length === 1);
    expect(released).toEqual([true]);
  });

  it('hands a clip over a slow line over in its own time', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const retrieve = engine.retrieve.bind(engine);
    engine.retrieve = (render, toPath, signal) =>
      new Promise((resolve) => {
        const callOff = test.clock.after(25 * minute, () => resolve(retrieve(render, toPath, signal)));
        signal?.addEventListener('abort', () => {
          callOff();
          resolve(away());
        });
      });
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilState(id, 'collecting');
    await test.until(async () => (await test.job(id)).state !== 'collecting', 10_000);
    expect((await test.job(id)).state).toBe('succeeded');
  });

  it('while a clip is fetched has its half hour counted without sleep too', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const retrieve = engine.retrieve.bind(engine);
    engine.retrieve = async () => away();
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await pass(test, minute);
    test.clock.suspend(8 * 60 * minute);
    await pass(test, 5 * minute);
    expect((await test.job(id)).state).toBe('collecting');
    engine.retrieve = retrieve;
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });

  it('is asked every five seconds to stop a cancelled render, however much else goes on', async () => {
    const engine = new ScriptedEngine({ maxConcurrent: 3 });
    let asked = 0;
    engine.cancel = async () => {
      asked += 1;
      return away();
    };
    const { test, id } = await submittedJob(engine);
    const other = await test.create();
    await test.untilState((await test.create()).id, 'submitted');
    await test.studio.jobs.cancel(id);
    await test.studio.jobs.cancel(other.id);
    await pass(test, 2 * minute);
    expect(asked).toBeGreaterThan(2 * 20);
    expect(asked).toBeLessThanOrEqual(2 * 25);
    expect(test.clock.pendingTimers).toBeLessThan(10);
  });

  it('keeps the place of a cancelled render after a restart too', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    engine.cancelAnswers.push(...Array.from({ length: 10 }, away));
    const waiting = await test.create();
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.cancelAnswers.length === 9);
    const second = await nextRun(studio, test, engine);
    await second.studio.start();
    await second.untilState(waiting.id, 'submitted');
    expect(engine.cancelled).toHaveLength(1);
  });
});

describe('a cancelled render on a server that is gone for good', () => {
  it('gives its place free after a while, is asked for less often, and is stopped once the server is back', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const cancel = engine.cancel.bind(engine);
    let asked = 0;
    engine.cancel = async () => {
      asked += 1;
      return away();
    };
    const waiting = await test.create();
    await test.studio.jobs.cancel(id);
    await pass(test, 5 * minute);
    expect((await test.job(waiting.id)).state).toBe('queued');
    // The person set the address of another server meanwhile: that one takes jobs.
    await pass(test, 10 * minute);
    expect((await test.job(waiting.id)).state).toBe('submitted');
    asked = 0;
    await pass(test, 30 * minute);
    expect(asked).toBeGreaterThan(20);
    expect(asked).toBeLessThan(40);
    engine.cancel = cancel;
    await test.until(() => engine.cancelled.length === 1);
  });
});

describe('closing an attempt', () => {
  it('is tried again when it threw, so that the engine gets its next job', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const release = engine.release.bind(engine);
    engine.release = async () => {
      engine.release = release;
      throw new Error('EBUSY');
    };
    const waiting = await test.create();
    await test.studio.jobs.cancel(id);
    await test.untilState(waiting.id, 'submitted');
    expect(engine.released).toHaveLength(1);
  });
});

describe('a submission that an engine cannot be asked about', () => {
  it('is not sent again before the engine has answered', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(() => err({ code: 'unknown', detail: 'reset' }));
    engine.adoptAnswers.push(away(), away(), ok({ remoteId: 'remote-1' }));
    await submittedJob(engine);
    expect(engine.submissions).toHaveLength(1);
  });

  it('can be cancelled meanwhile', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(() => err({ code: 'unknown', detail: 'reset' }));
    engine.adopt = async () => away();
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    await pass(test, minute);
    expect((await test.job(id)).state).toBe('dispatching');
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.released.length === 1);
    expect(engine.submissions).toHaveLength(1);
  });

  it('needs no asking where its remote id was written down before the kill', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(() => new Promise(() => undefined));
    const first = studio(engine);
    await first.studio.start();
    const { id } = await first.create();
    await engine.submitted(1);
    const attempt = (await first.store.jobs.work(id))?.attempt;
    if (attempt === undefined) throw new Error('A claimed job has an attempt');
    await first.store.jobs.noteSubmission(attempt.id, { remoteId: 'remote-1' });
    engine.adoptAnswers.push(ok(null));
    const second = await nextRun(studio, first, engine);
    await second.studio.start();
    await second.untilState(id, 'submitted');
    expect((await second.store.jobs.work(id))?.attempt.remoteId).toBe('remote-1');
    expect(engine.submissions).toHaveLength(1);
  });
});

describe('an engine that is no longer set up', () => {
  it.each([
    ['queued', 0, 'Nothing was spent'],
    ['dispatching', 1, 'not known whether it had taken the job, so this may have cost something'],
    ['submitted', 1, 'may still be at it, which may cost something there. Stop it there'],
    ['running', 1, 'may still be at it, which may cost something there. Stop it there'],
    ['collecting', 1, 'had rendered the clip, which cost'],
  ] as const)('ends a job that is %s, and says what it may have cost', async (state, submissions, words) => {
    const old = new ScriptedEngine({ id: 'old' });
    if (state === 'dispatching') old.submitAnswers.push(() => new Promise(() => undefined));
    const media = waitingMedia();
    const first = studio(old, state === 'collecting' ? { media } : {});
    if (state === 'queued') await first.studio.queue.pause();
    await first.studio.start();
    const { id } = await first.create();
    if (state === 'running' || state === 'collecting') {
      await first.untilState(id, 'submitted');
      const attemptId = old.submissions[0]?.attemptId ?? '';
      if (state === 'running') old.set(attemptId, { state, progress: { fraction: 0.5, stage: 'Drawing' } });
      else old.finish(attemptId);
    }
    await first.untilState(id, state);
    if (state === 'collecting') await media.checking;
    const second = await nextRun(studio, first, new ScriptedEngine({ id: 'new' }));
    await second.studio.start();
    if (state === 'queued') await second.studio.queue.resume();
    const end = await second.untilEnd(id);
    expect(end).toMatchObject({ state: 'failed', attempt: 1, submissions, error: { code: 'engine_unavailable' } });
    expect(end.error?.userMessage).toContain('The engine “old” is no longer set up');
    expect(end.error?.userMessage).toContain(words);
    expect(end.error?.userMessage).toContain('with another engine.');
  });

  it('hides no submission of before that may have been taken', async () => {
    const old = new ScriptedEngine({ id: 'old' });
    old.submitAnswers.push(() => err({ code: 'unknown', detail: '502' }));
    old.adoptAnswers.push(ok(null));
    old.submitAnswers.push(() => err({ code: 'busy', detail: '429', retryAfterMs: 60_000 }));
    const first = studio(old);
    await first.studio.start();
    const { id } = await first.create();
    await old.submitted(1);
    await first.untilState(id, 'queued');
    const second = await nextRun(studio, first, new ScriptedEngine({ id: 'new' }));
    await second.studio.start();
    expect((await second.untilEnd(id)).error?.userMessage).toContain('this may have cost something there');
  });
});
