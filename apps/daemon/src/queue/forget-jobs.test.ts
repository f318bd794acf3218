import { type Job, jobSchema } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const hour = 60 * 60_000;
const day = 24 * hour;

async function made(test: TestStudio, engine: ScriptedEngine): Promise<Job> {
  const job = await test.create();
  const before = engine.submissions.length;
  await test.until(() => engine.submissions.length > before);
  engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
  const end = await test.untilEnd(job.id);
  await test.until(() => engine.released.length > 0);
  return end;
}

async function jobIds(test: TestStudio): Promise<string[]> {
  const page = await test.studio.jobs.list({ limit: 200 });
  return page.ok ? page.value.items.map((job) => jobSchema.parse(job).id) : [];
}

describe('forgetting old jobs', () => {
  it('never happens until a person wants it', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const old = await made(test, engine);
    test.clock.jumpWall(3000 * day);
    test.clock.advance(2 * hour);
    expect(await jobIds(test)).toEqual([old.id]);
  });

  it('takes those that ended before the time, within the hour, and leaves their clips and what has not ended', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const old = await made(test, engine);
    await test.studio.queue.pause();
    const waiting = await test.create();
    test.clock.jumpWall(8 * day);
    await test.studio.queue.resume();
    await test.until(() => engine.submissions.length === 2);
    engine.finish(engine.submissions[1]?.attemptId ?? '');
    await test.untilEnd(waiting.id);
    await test.studio.queue.pause();
    const queued = await test.create();
    await test.studio.settings.patch({ historyDays: 7 });
    const since = await test.studio.events.lastId();

    test.clock.advance(hour);
    await test.until(async () => (await test.studio.jobs.get(old.id)) === null);
    expect(await jobIds(test)).toEqual([queued.id, waiting.id]);
    const events = await test.studio.events.after(since, 100);
    expect(events).toContainEqual(expect.objectContaining({ topic: 'job', payload: { id: old.id, deleted: true } }));
    const [clip] = old.output.assetIds;
    expect(clip === undefined ? null : await test.studio.assets.get(clip)).not.toBeNull();
  });

  it('clears hundreds in one go', async () => {
    const test = studio();
    await test.studio.queue.pause();
    await test.studio.start();
    const request = { kind: 'text_to_video', input: { prompt: 'A red fox in snow' } } as const;
    for (let batch = 0; batch < 2; batch += 1) await test.studio.jobs.createMany(Array(125).fill(request), null);
    expect(await test.studio.jobs.cancelAll([])).toHaveLength(250);
    test.clock.jumpWall(2 * day);
    await test.studio.settings.patch({ historyDays: 1 });
    test.clock.advance(hour);
    await test.until(async () => (await jobIds(test)).length === 0, 60_000);
    expect((await test.studio.queue.read()).counts.cancelled).toBe(0);
  });
});
