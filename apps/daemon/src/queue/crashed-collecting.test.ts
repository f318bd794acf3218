import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { MediaTools } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { type TestStudio, trustingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();

/** Media tools with a bug: the first `times` checks throw, where they should answer. */
function throwingMedia(times: number): MediaTools {
  let left = times;
  return {
    ...trustingMedia(),
    async finishVideo(order, signal) {
      left -= 1;
      if (left >= 0) throw new Error('a bug in the check');
      return trustingMedia().finishVideo(order, signal);
    },
  };
}

/** A job whose render the engine has finished, and could be paid for. */
async function finishedRender(test: TestStudio, engine: ScriptedEngine) {
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
  return job;
}

describe('a finished render whose collecting throws', () => {
  it('is collected again, and not sent to the engine a second time', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { media: throwingMedia(2) });
    const job = await finishedRender(test, engine);
    const end = await test.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect(engine.submissions).toHaveLength(1);
    expect((await test.store.jobs.work(job.id))?.record.crashes).toBe(2);
  });

  it('is collected again where the engine’s own code threw', async () => {
    const engine = new ScriptedEngine();
    const retrieve = engine.retrieve.bind(engine);
    let throws = true;
    engine.retrieve = async (...order) => {
      if (!throws) return retrieve(...order);
      throws = false;
      throw new Error('a bug in the engine');
    };
    const test = studio(engine);
    const job = await finishedRender(test, engine);
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(engine.submissions).toHaveLength(1);
  });

  it('is given up at the third crash, restarts counted in, with its clip kept aside', async () => {
    const engine = new ScriptedEngine();
    const first = studio(engine, { media: throwingMedia(1) });
    const job = await finishedRender(first, engine);
    await first.until(async () => (await first.store.jobs.work(job.id))?.record.crashes === 1);
    expect((await first.job(job.id)).state).toBe('collecting');

    const second = await nextRun(studio, first, engine, { media: throwingMedia(2) });
    await second.studio.start();
    const end = await second.untilEnd(job.id);
    expect(end).toMatchObject({
      state: 'failed',
      submissions: 1,
      error: { code: 'crash_loop', detail: 'Error: a bug in the check' },
    });
    const [kept = ''] = readdirSync(second.folders.quarantine);
    const clip = readFileSync(join(second.folders.quarantine, kept));
    expect(clip.equals(readFileSync(engine.resultPath ?? ''))).toBe(true);
    expect(engine.submissions).toHaveLength(1);
  });

  it('can be cancelled between two tries', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { media: throwingMedia(Number.POSITIVE_INFINITY) });
    const job = await finishedRender(test, engine);
    await test.until(() => test.log.lines.some(({ message }) => message === 'The collecting of a clip crashed'));
    await test.studio.jobs.cancel(job.id);
    expect((await test.untilEnd(job.id)).state).toBe('cancelled');
    await test.until(async () => (await test.store.jobs.closing()).length === 0);
    expect(engine.released).toEqual([engine.submissions[0]?.attemptId]);
  });
});
