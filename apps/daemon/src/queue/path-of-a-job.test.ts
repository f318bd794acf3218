import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';

const studio = keptStudios();

describe('the path of a job', () => {
  it('goes from the queue through every state to a clip in the library', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const made = await test.create();
    expect(made).toMatchObject({ state: 'queued', version: 1, attempt: 1, engine: 'scripted' });
    expect(made.input).toMatchObject({ width: 64, height: 64, num_frames: 8, fps: 8, model: 'scripted-model' });
    expect(made.input['seed']).toEqual(expect.any(Number));

    await engine.submitted(1);
    const remoteId = engine.submissions[0]?.attemptId ?? '';
    await test.untilState(made.id, 'submitted');
    engine.set(remoteId, { state: 'running', progress: { fraction: 0.5, stage: 'Drawing', step: 4, totalSteps: 8 } });
    const running = await test.untilState(made.id, 'running');
    expect(running.progress).toMatchObject({ fraction: 0.5, stage: 'Drawing', step: 4, totalSteps: 8 });
    engine.finish(remoteId);
    const done = await test.untilEnd(made.id);

    expect(done).toMatchObject({
      state: 'succeeded',
      progress: { fraction: 1, stage: 'Done' },
      error: null,
      submissions: 1,
    });
    const assetId = done.output.assetIds[0];
    if (assetId === undefined) throw new Error('No asset');
    const files = await test.studio.assets.files(assetId);
    expect(files?.path).toContain(`A red fox in snow ${assetId.slice(-8)}.mp4`);
    expect(readFileSync(files?.path ?? '', 'utf8')).toBe('a clip');
    expect(files?.asset).toMatchObject({ type: 'video', jobId: made.id, name: 'A red fox in snow' });
    await test.until(() => engine.released.length === 1);
    expect(readdirSync(test.folders.scratch)).toEqual([]);
  });

  it('writes the whole job to the event log at each change, so that the log replays to the row', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const made = await test.create();
    await engine.submitted(1);
    await test.untilState(made.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const done = await test.untilEnd(made.id);
    const events = await test.studio.events.after(0, 100);
    if (events === 'gone') throw new Error('gone');
    const jobs = events.filter((event) => event.topic === 'job').map((event) => event.payload);
    expect(jobs.at(-1)).toEqual(done);
    const versions = jobs.map((job) => ('version' in job ? job.version : 0));
    expect(versions).toEqual(versions.map((_, index) => index + 1));
  });

  it('gives work out by priority, then by age, and no more than the engine can hold', async () => {
    const engine = new ScriptedEngine({ maxConcurrent: 2 });
    const test = studio(engine);
    await test.studio.queue.pause();
    await test.studio.start();
    const prompts = ['third', 'fourth', 'first', 'second'];
    const priorities = [0, 0, -5, -5];
    for (const [index, prompt] of prompts.entries()) {
      await test.create({ input: { prompt }, priority: priorities[index] ?? 0 });
    }
    await test.studio.queue.resume();
    await engine.submitted(2);
    await test.until(async () => (await test.studio.queue.read()).counts.submitted === 2);
    expect(engine.submissions).toHaveLength(2);
    for (const render of engine.submissions) engine.finish(render.attemptId);
    await test.until(() => engine.submissions.length === 4);
    expect(engine.submissions.map((request) => request.input['prompt'])).toEqual([
      'first',
      'second',
      'third',
      'fourth',
    ]);
  });

  it('starts a job that falls due while another one is being given out', async () => {
    const engine = new ScriptedEngine({ maxConcurrent: 2 });
    const test = studio(engine);
    await test.studio.start();
    await test.studio.queue.pause();
    await test.create();
    const later = await test.create({ runAt: new Date(test.clock.now() + 1000).toISOString() });
    let looks = 0;
    // What the two brought about has come to rest, so that one look alone gives out.
    await test.until(() => (looks += 1) > 20, 0);
    // The first one is still being sent, so that nothing but its due time brings the second one on.
    engine.submitAnswers.push(() => new Promise(() => undefined));
    const [model] = engine.description.models;
    if (model === undefined) throw new Error('No model');
    let passesMs = 2000;
    Object.defineProperty(model, 'pricePerSecondUsd', {
      get: () => {
        test.clock.advance(passesMs);
        passesMs = 0;
        return 0;
      },
    });
    const resumedAtMs = test.clock.now();
    await test.studio.queue.resume();
    await test.untilState(later.id, 'submitted');
    // Well before the first submission is given up, which would wake the queue as well.
    expect(test.clock.now() - resumedAtMs).toBeLessThan(30_000);
  });

  it('waits with a job that is due later, and pausing stops giving out but not what runs', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const runAt = new Date(test.clock.now() + 600_000).toISOString();
    const later = await test.create({ runAt });
    test.clock.advance(599_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await test.job(later.id)).state).toBe('queued');
    await test.untilState(later.id, 'submitted');
    expect(test.clock.now()).toBeGreaterThanOrEqual(Date.parse(runAt));

    const queue = await test.studio.queue.pause();
    expect(queue.paused).toBe(true);
    const waiting = await test.create();
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    expect((await test.untilEnd(later.id)).state).toBe('succeeded');
    expect((await test.job(waiting.id)).state).toBe('queued');
    await test.studio.queue.resume();
    await test.untilState(waiting.id, 'submitted');
  });

  it('keeps the media folder free of anything but finished clips', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const made = await test.create();
    await engine.submitted(1);
    await test.untilState(made.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.untilEnd(made.id);
    const month = made.createdAt.slice(0, 7);
    expect(readdirSync(join(test.folders.media, month)).every((name) => name.endsWith('.mp4'))).toBe(true);
  });
});
