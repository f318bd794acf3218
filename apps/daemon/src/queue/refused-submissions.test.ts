import { err } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const minute = 60_000;

/** Lets time pass in steps as a running machine does. */
async function pass(test: TestStudio, ms: number): Promise<void> {
  const until = test.clock.monotonic() + ms;
  await test.until(() => test.clock.monotonic() >= until, 500);
}

/** An engine that answers each submission so. */
function refusing(answer: Parameters<typeof err>[0]): ScriptedEngine {
  const engine = new ScriptedEngine();
  const submit = engine.submit.bind(engine);
  engine.submit = (request, signal) => {
    engine.submitAnswers.push(() => err(answer) as never);
    return submit(request, signal);
  };
  return engine;
}

describe('a job that an engine refuses again and again', () => {
  it('for its key, though its health says the key is right, is not sent at once each time', async () => {
    const engine = refusing({ code: 'unauthorized', detail: '403' });
    const test = studio(engine);
    await test.studio.start();
    await test.create();
    await pass(test, 5 * minute);
    expect(engine.submissions.length).toBeLessThanOrEqual(7);
    expect(engine.submissions.length).toBeGreaterThanOrEqual(3);
  });

  it('for its key is sent at once with another key, also where no health says that it is the right one', async () => {
    const engine = new ScriptedEngine();
    engine.submitAnswers.push(() => err({ code: 'unauthorized', detail: '401' }));
    const { id, label } = engine.description;
    engine.health = async () => ({ id, label, status: 'degraded', latencyMs: 0, detail: 'No worker.', fix: null });
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await test.until(async () => (await test.studio.queue.read()).enginePauses.length === 1);
    await pass(test, 5 * minute);
    expect(engine.submissions).toHaveLength(1);
    const before = test.clock.monotonic();
    expect(await test.studio.secrets.put('RUNPOD_API_KEY', 'another-key', false, 'program')).toMatchObject({
      ok: true,
    });
    await test.untilState(job.id, 'submitted');
    expect(test.clock.monotonic() - before).toBeLessThan(5000);
  });

  it('and that is told to come back at once is not sent at once all the same', async () => {
    const engine = refusing({ code: 'busy', detail: '429', retryAfterMs: 0 });
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await engine.submitted(1);
    await test.until(async () => (await test.job(job.id)).state === 'queued', 0);
    const rounds = 100;
    // The clock stands still.
    for (let round = 0; round < rounds; round += 1) await test.store.jobs.get(job.id);
    expect(engine.submissions).toHaveLength(1);
    await test.until(() => engine.submissions.length > 1);
    expect(test.clock.monotonic()).toBeGreaterThanOrEqual(1000);
  });

  it('is tried less and less often, and writes little down meanwhile', async () => {
    const engine = refusing({ code: 'unreachable', detail: 'no network' });
    const test = studio(engine);
    await test.studio.start();
    await test.create();
    await pass(test, 60 * minute);
    expect(engine.submissions.length).toBeLessThanOrEqual(90);
    expect(engine.submissions.length).toBeGreaterThanOrEqual(35);
  });
});
