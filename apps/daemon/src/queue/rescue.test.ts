import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { err } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { clipFileName } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { waitingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

describe('after a kill', () => {
  it('a render that went on elsewhere is followed to its end, with one submission', async () => {
    const engine = new ScriptedEngine();
    const first = studio(engine);
    await first.studio.start();
    const job = await first.create();
    await engine.submitted(1);
    await first.untilState(job.id, 'submitted');
    const remoteId = engine.submissions[0]?.attemptId ?? '';
    engine.set(remoteId, drawing);
    await first.untilState(job.id, 'running');
    const second = await nextRun(studio, first, engine);
    engine.finish(remoteId);
    await second.studio.start();
    const end = await second.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
  });

  it('an embedded render that went down with the daemon starts again, and that is no retry', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const first = studio(engine);
    await first.studio.start();
    const job = await first.create();
    await first.untilState(job.id, 'submitted');
    engine.set(engine.submissions[0]?.attemptId ?? '', drawing);
    await first.untilState(job.id, 'running');
    engine.forget();
    const second = await nextRun(studio, first, engine);
    await second.studio.start();
    await second.until(() => engine.submissions.length === 2);
    await second.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[1]?.attemptId ?? '');
    const end = await second.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', attempt: 1 });
    expect(engine.submissions[1]?.attemptId).toBe(engine.submissions[0]?.attemptId);
  });

  it('work that begins again begins its time again; work that went on elsewhere goes on in time', async () => {
    for (const embedded of [true, false]) {
      const engine = new ScriptedEngine({ embedded });
      const first = studio(engine);
      await first.studio.start();
      const job = await first.create();
      await first.untilState(job.id, 'submitted');
      engine.set(engine.submissions[0]?.attemptId ?? '', drawing);
      await first.untilState(job.id, 'running');
      const { startedAt } = await first.job(job.id);
      if (embedded) engine.forget();
      const second = await nextRun(studio, first, engine);
      second.clock.advance(21 * 60_000);
      await second.studio.start();
      if (embedded) {
        await second.until(() => engine.submissions.length === 2);
        await second.untilState(job.id, 'submitted');
      }
      const rescued = await second.job(job.id);
      const waitedMs = Date.parse(rescued.startedAt ?? '') - Date.parse(startedAt ?? '');
      if (embedded) expect(waitedMs).toBeGreaterThanOrEqual(21 * 60_000);
      else expect(waitedMs).toBe(0);
      engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
      await second.untilEnd(job.id);
    }
  });

  it('a clip that already had its final name is checked and committed, not fetched again', async () => {
    const engine = new ScriptedEngine();
    const media = waitingMedia();
    const first = studio(engine, { media });
    await first.studio.start();
    const job = await first.create();
    await engine.submitted(1);
    await first.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await first.untilState(job.id, 'collecting');
    await media.checking;
    const assetId = (await first.store.jobs.work(job.id))?.attempt.assetId;
    if (assetId === undefined) throw new Error('No asset id');
    const { month, fileName } = clipFileName(job, assetId);
    mkdirSync(join(first.folders.media, month), { recursive: true });
    writeFileSync(join(first.folders.media, month, fileName), 'the whole clip');
    engine.retrieveAnswers.push(err({ code: 'gone', detail: 'must not be asked' }));

    const second = await nextRun(studio, first, engine);
    await second.studio.start();
    const end = await second.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', output: { assetIds: [assetId] } });
    expect(engine.retrieveAnswers).toHaveLength(1);
    expect(readdirSync(join(first.folders.media, month))).toEqual([fileName]);
  });

  it('an end without a witness never fails a job: from the third on it runs after the others, alone', async () => {
    const engine = new ScriptedEngine({ embedded: true, maxConcurrent: 4 });
    let test = studio(engine);
    await test.studio.start();
    const suspect = await test.create({ input: { prompt: 'suspect' } });
    await test.untilState(suspect.id, 'submitted');
    for (let kills = 0; kills < 3; kills += 1) {
      engine.forget();
      test = await nextRun(studio, test, engine);
      if (kills === 2) {
        await test.studio.queue.pause();
        for (const prompt of ['one', 'two']) await test.create({ input: { prompt } });
      }
      await test.studio.start();
      if (kills < 2) {
        await test.until(() => engine.submissions.length === kills + 2);
        await test.untilState(suspect.id, 'submitted');
      }
    }
    await test.untilState(suspect.id, 'queued');
    const sentBefore = engine.submissions.length;
    await test.studio.queue.resume();
    await test.until(() => engine.submissions.length === sentBefore + 2);
    expect(engine.submissions.slice(sentBefore).map((each) => each.input['prompt'])).toEqual(['one', 'two']);
    test.clock.advance(60_000);
    await test.until(async () => (await test.studio.queue.read()).counts.submitted === 2);
    expect((await test.job(suspect.id)).state).toBe('queued');
    for (const each of engine.submissions.slice(sentBefore)) engine.finish(each.attemptId);
    await test.untilState(suspect.id, 'submitted');
    const late = await test.create({ input: { prompt: 'late' } });
    test.clock.advance(60_000);
    await test.until(() => true);
    expect((await test.job(late.id)).state).toBe('queued');
    engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
    expect((await test.untilEnd(suspect.id)).state).toBe('succeeded');
    await test.untilState(late.id, 'submitted');
  });

  it('a run for one command alone leaves the rest of the queue as it is, until someone resumes it', async () => {
    const engine = new ScriptedEngine();
    const first = studio(engine);
    await first.studio.queue.pause();
    await first.studio.start();
    const old = await first.create({ input: { prompt: 'old' } });
    const second = await nextRun(studio, first, engine, { solo: true });
    // Past the studio, which would end the run for one command alone.
    await second.store.queue.setPaused(false);
    await second.studio.start();
    const own = await second.create({ input: { prompt: 'own' } });
    await second.untilState(own.id, 'submitted');
    engine.finish(engine.submissions.at(-1)?.attemptId ?? '');
    await second.untilEnd(own.id);
    if ((await second.job(old.id)).state === 'queued') {
      expect((await second.studio.queue.read()).solo).toBe(true);
      expect((await second.studio.queue.resume()).solo).toBe(false);
    }
    await second.untilState(old.id, 'submitted');
  });

  it('a graceful stop puts embedded work back into the queue, so that end has a witness', async () => {
    const engine = new ScriptedEngine({ embedded: true });
    const first = studio(engine);
    await first.studio.start();
    const job = await first.create();
    await first.untilState(job.id, 'submitted');
    await first.close();
    expect(engine.closed).toBe(true);
    const second = studio(engine, { folders: first.folders, clock: first.clock });
    expect(await second.job(job.id)).toMatchObject({ state: 'queued', attempt: 1 });
    expect(existsSync(second.folders.databaseFile)).toBe(true);
  });
});
