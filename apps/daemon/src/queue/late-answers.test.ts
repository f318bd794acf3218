import { err } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import { type TestStudio, waitingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

async function submittedJob(engine: ScriptedEngine, test: TestStudio = studio(engine)) {
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  return { test, id: job.id, remoteId: engine.submissions[0]?.attemptId ?? '' };
}

/** Lets the poller look a few times. */
async function looks(test: TestStudio): Promise<void> {
  const until = test.clock.monotonic() + 30_000;
  await test.until(() => test.clock.monotonic() >= until);
}

describe('statuses that come in another order than they should', () => {
  it('“running” after “finished” changes nothing any more, before and after the end', async () => {
    const engine = new ScriptedEngine();
    const media = waitingMedia();
    const { test, id, remoteId } = await submittedJob(engine, studio(engine, { media }));
    engine.finish(remoteId);
    await test.untilState(id, 'collecting');
    await media.checking;
    engine.set(remoteId, drawing);
    await looks(test);
    expect((await test.job(id)).state).toBe('collecting');
    await test.studio.jobs.cancel(id);
    engine.finish(remoteId);
    await looks(test);
    expect((await test.job(id)).state).toBe('cancelled');
  });

  it('“waiting” after “running” takes no state back', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await submittedJob(engine);
    engine.set(remoteId, drawing);
    await test.untilState(id, 'running');
    engine.set(remoteId, { state: 'waiting' });
    await looks(test);
    expect((await test.job(id)).state).toBe('running');
    engine.finish(remoteId);
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });

  it('“finished” without ever “running” is an end like any other', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await submittedJob(engine);
    engine.finish(remoteId);
    expect(await test.untilEnd(id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });
});

describe('words that nobody knows', () => {
  it('change nothing and are logged, and what comes after them is heard', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await submittedJob(engine);
    let unread = 5;
    const poll = engine.poll.bind(engine);
    engine.poll = async (remote, signal) => {
      unread -= 1;
      return unread >= 0 ? err({ code: 'unreadable', detail: 'status: HALF_DONE' }) : poll(remote, signal);
    };
    engine.finish(remoteId);
    await test.until(() => unread <= 2);
    expect((await test.job(id)).state).toBe('submitted');
    expect(JSON.stringify(test.log.lines)).toContain('HALF_DONE');
    expect(await test.untilEnd(id)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
  });
});

describe('a cancel against the end of a render', () => {
  it('that came first is kept out: the job succeeded, and says so', async () => {
    const engine = new ScriptedEngine();
    const { test, id, remoteId } = await submittedJob(engine);
    engine.finish(remoteId);
    const end = await test.untilEnd(id);
    const cancelled = await test.studio.jobs.cancel(id);
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
    expect(await test.job(id)).toEqual(end);
    expect(engine.cancelled).toEqual([]);
  });

  it('in one moment with it has one outcome, in whichever order the two fall', async () => {
    for (let turns = 0; turns < 40; turns += 4) {
      const engine = new ScriptedEngine();
      const { test, id, remoteId } = await submittedJob(engine);
      engine.finish(remoteId);
      await test.until(async () => (await test.job(id)).state !== 'submitted', 50);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const cancelled = await test.studio.jobs.cancel(id);
      const { state } = await test.untilEnd(id);
      expect(state).toBe(cancelled.ok ? 'cancelled' : 'succeeded');
      await looks(test);
      expect((await test.job(id)).state).toBe(state);
      const library = await test.studio.assets.list({ limit: 50 });
      expect(library.ok && library.value.items.length).toBe(state === 'succeeded' ? 1 : 0);
    }
  });
});
