import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { RenderRef } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const second = 1000;

/** An engine's call that never ends, whatever it is told. */
const never = <T>() => new Promise<T>(() => undefined);

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

/** The lights of what is set up, by name. */
async function lightsOf(test: Pick<TestStudio, 'studio'>): Promise<Record<string, string>> {
  const lights = (await test.studio.health()).filter(({ status }) => status !== 'not_configured');
  return Object.fromEntries(lights.map(({ id, status }) => [id, status]));
}

describe('an engine that hangs', () => {
  it('while it is sent a job is asked after two minutes what became of it, before anything is sent again', async () => {
    const engine = new ScriptedEngine();
    const submit = engine.submit.bind(engine);
    let wasTold = false;
    engine.submit = async (request, signal) => {
      engine.submit = submit;
      signal.addEventListener('abort', () => (wasTold = true));
      engine.submissions.push(request);
      return never();
    };
    const test = studio(engine);
    await test.studio.start();
    const { id } = await test.create();
    await pass(test, 115 * second);
    expect((await test.job(id)).state).toBe('dispatching');
    await pass(test, 10 * second);
    expect(wasTold).toBe(true);
    expect(await test.untilState(id, 'submitted')).toMatchObject({ submissions: 2 });
    expect(engine.submissions[1]?.attemptId).toBe(engine.submissions[0]?.attemptId);
  });

  it('while it is looked at is asked again, and its job goes on when it is back', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const poll = engine.poll.bind(engine);
    engine.poll = never;
    await pass(test, 120 * second);
    expect((await test.job(id)).state).toBe('submitted');
    engine.poll = poll;
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });

  it('for half an hour is given up, the time it hung counted', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    engine.poll = never;
    const beganMs = test.clock.monotonic();
    expect(await test.untilEnd(id)).toMatchObject({ state: 'failed', error: { code: 'engine_unavailable' } });
    expect(test.clock.monotonic() - beganMs).toBeLessThan(35 * 60 * second);
  });

  it('does not keep a cancelled job from being closed', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    engine.poll = never;
    await pass(test, 5 * second);
    await test.studio.jobs.cancel(id);
    await pass(test, 5 * second);
    expect(engine.cancelled).toHaveLength(1);
  });

  it('while it is told to stop, to hand over or to forget is told again', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const retrieve = engine.retrieve.bind(engine);
    const cancel = engine.cancel.bind(engine);
    const release = engine.release.bind(engine);
    engine.retrieve = async () => {
      engine.retrieve = retrieve;
      return never();
    };
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilState(id, 'collecting');
    await test.until(async () => (await test.job(id)).state !== 'collecting', 10_000);
    expect((await test.job(id)).state).toBe('succeeded');

    const other = await test.create();
    await test.untilState(other.id, 'submitted');
    engine.cancel = async () => {
      engine.cancel = cancel;
      return never();
    };
    engine.release = async () => {
      engine.release = release;
      return never();
    };
    await test.studio.jobs.cancel(other.id);
    const third = await test.create();
    await test.untilState(third.id, 'submitted');
    expect(engine.released).toHaveLength(2);
  });

  it('while it is told to stop holds up no other engine', async () => {
    const hanging = new ScriptedEngine({ id: 'hanging' });
    const well = new ScriptedEngine({ id: 'well' });
    const test = studio([hanging, well]);
    await test.studio.start();
    const [first, second] = [await test.create({ engine: 'hanging' }), await test.create({ engine: 'well' })];
    await test.untilState(first.id, 'submitted');
    await test.untilState(second.id, 'submitted');
    let isAsked = false;
    let answer: () => void = () => undefined;
    hanging.cancel = async () => {
      isAsked = true;
      await new Promise<void>((resolve) => (answer = resolve));
      return ok(null);
    };
    await test.studio.jobs.cancel(first.id);
    await test.until(() => isAsked);
    const before = test.clock.monotonic();
    await test.studio.jobs.cancel(second.id);
    await test.until(() => well.released.length === 1);
    expect(test.clock.monotonic() - before).toBeLessThan(5000);
    answer();
  });

  it('or throws when it is cut off, has only not answered', async () => {
    const engine = new ScriptedEngine();
    const { test, id } = await submittedJob(engine);
    const poll = engine.poll.bind(engine);
    engine.poll = (_render: RenderRef, signal?: AbortSignal) =>
      new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('AbortError'))));
    await pass(test, 60 * second);
    engine.poll = poll;
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    expect((await test.untilEnd(id)).state).toBe('succeeded');
  });

  it('does not slow pausing, resuming, the lights or the list of engines, and its own light tells of it', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    expect(await lightsOf(test)).toEqual({ queue: 'ok', database: 'ok', secrets: 'ok', scripted: 'ok' });
    let asked = 0;
    engine.health = () => {
      asked += 1;
      return never();
    };
    expect((await test.studio.queue.pause()).paused).toBe(true);
    expect((await test.studio.queue.resume()).paused).toBe(false);
    let lights: Awaited<ReturnType<typeof test.studio.health>> | null = null;
    void test.studio.health().then((health) => (lights = health));
    const beganMs = test.clock.monotonic();
    await test.until(() => lights !== null, 100);
    expect(test.clock.monotonic() - beganMs).toBeLessThan(1500);
    expect(lights).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'scripted', status: 'ok' })]));
    expect(asked).toBe(1);
    await pass(test, 10 * second);
    let engines: Awaited<ReturnType<typeof test.studio.engines>> | null = null;
    void test.studio.engines().then((all) => (engines = all));
    await test.until(() => engines !== null, 100);
    expect(engines).toMatchObject([{ id: 'scripted', health: { status: 'down' } }]);
    const events = await test.studio.events.after(0, 100);
    if (events === 'gone') throw new Error('gone');
    const changes = events.flatMap(({ topic, payload }) => (topic === 'health' ? [payload.status] : []));
    expect(changes).toEqual(['down']);
    await pass(test, 10 * second);
  });

  it('whose check fails is shown as such, and the other lights shine', async () => {
    const engine = new ScriptedEngine();
    engine.health = () => Promise.reject(new Error('broken'));
    const test = studio(engine);
    await test.studio.start();
    expect(await lightsOf(test)).toEqual({ queue: 'ok', database: 'ok', secrets: 'ok', scripted: 'degraded' });
  });

  it('is not waited for when the daemon stops', async () => {
    const engine = new ScriptedEngine();
    const { test } = await submittedJob(engine);
    engine.poll = never;
    await pass(test, 5 * second);
    const stopped = test.studio.stop();
    test.clock.advance(1000);
    // The clock stands still from here on.
    await stopped;
    expect(engine.closed).toBe(true);
  });
});

describe('an engine that refuses to say why', () => {
  it('is asked less and less often', async () => {
    const engine = new ScriptedEngine();
    const { test } = await submittedJob(engine);
    let asked = 0;
    engine.poll = async () => {
      asked += 1;
      return err({ code: 'unreadable', detail: 'HTML' });
    };
    await pass(test, 300 * second);
    expect(asked).toBeLessThan(15);
  });
});
