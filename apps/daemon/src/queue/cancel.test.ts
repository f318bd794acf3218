import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { err, type JobState, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { MediaTools } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { type TestStudio, trustingMedia, waitingMedia } from '../testing/test-studio.ts';

const studio = keptStudios();
const drawing = { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } } as const;

/** Brings a fresh job into a state and keeps it there. */
async function jobIn(
  state: JobState,
  engine: ScriptedEngine,
): Promise<{ test: TestStudio; id: Awaited<ReturnType<TestStudio['create']>>['id'] }> {
  const media = waitingMedia();
  const test = studio(engine, { media });
  if (state === 'queued') await test.studio.queue.pause();
  if (state === 'dispatching') engine.submitAnswers.push(() => new Promise(() => undefined));
  await test.studio.start();
  const job = await test.create();
  if (state === 'queued') return { test, id: job.id };
  await engine.submitted(1);
  if (state === 'dispatching') return { test, id: job.id };
  await test.untilState(job.id, 'submitted');
  const remoteId = engine.submissions[0]?.attemptId ?? '';
  if (state === 'running') engine.set(remoteId, drawing);
  if (state === 'collecting') engine.finish(remoteId);
  await test.untilState(job.id, state);
  if (state === 'collecting') await media.checking;
  return { test, id: job.id };
}

describe('cancel', () => {
  it.each(['queued', 'dispatching', 'submitted', 'running', 'collecting'] as const)(
    'ends a job that is %s at once, for good',
    async (state) => {
      const engine = new ScriptedEngine();
      const { test, id } = await jobIn(state, engine);
      const cancelled = await test.studio.jobs.cancel(id);
      expect(cancelled).toMatchObject({ ok: true, value: { state: 'cancelled' } });
      const again = await test.studio.jobs.cancel(id);
      expect(again).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
      if (state !== 'queued' && state !== 'dispatching') {
        await test.until(() => engine.cancelled.length === 1 && engine.released.length === 1);
        engine.finish(engine.submissions[0]?.attemptId ?? '');
      }
      test.clock.advance(60_000);
      await test.until(() => true);
      expect((await test.job(id)).state).toBe('cancelled');
      expect(
        (await test.studio.assets.list({ limit: 50 })).ok && (await test.studio.assets.list({ limit: 50 })),
      ).toMatchObject({ value: { items: [] } });
    },
  );

  it('stops a render whose submission was still on its way when the job was cancelled', async () => {
    const engine = new ScriptedEngine();
    let accept: () => void = () => undefined;
    engine.submitAnswers.push(async (request) => {
      await new Promise<void>((release) => (accept = release));
      return ok({ remoteId: request.attemptId });
    });
    const test = studio(engine);
    await test.studio.start();
    const job = await test.create();
    await engine.submitted(1);
    await test.studio.jobs.cancel(job.id);
    expect(engine.cancelled).toEqual([]);
    accept();
    await test.until(() => engine.cancelled.length === 1);
    expect(engine.cancelled).toEqual([engine.submissions[0]?.attemptId]);
  });

  it('is carried out by the next run when the daemon was killed before it reached the engine', async () => {
    const engine = new ScriptedEngine();
    engine.cancelAnswers.push(err({ code: 'unreachable', detail: 'no network' }));
    const { test, id } = await jobIn('running', engine);
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.cancelAnswers.length === 0);
    expect(engine.cancelled).toEqual([]);
    const second = await nextRun(studio, test, engine);
    await second.studio.start();
    await second.until(() => engine.cancelled.length === 1);
    expect((await second.job(id)).state).toBe('cancelled');
  });

  it('frees the engine for the next job only when the old render is gone', async () => {
    const engine = new ScriptedEngine();
    engine.cancelAnswers.push(err({ code: 'unreachable', detail: 'no network' }));
    const { test, id } = await jobIn('running', engine);
    const waiting = await test.create({ input: { prompt: 'next' } });
    await test.studio.jobs.cancel(id);
    await test.until(() => engine.cancelAnswers.length === 0);
    expect((await test.job(waiting.id)).state).toBe('queued');
    await test.untilState(waiting.id, 'submitted');
    expect(engine.cancelled).toHaveLength(1);
  });

  it('in the very last moment, when the clip already has its final name, leaves nothing in the library', async () => {
    const engine = new ScriptedEngine();
    let cancelNow: () => Promise<unknown> = async () => undefined;
    const media: MediaTools = {
      ...trustingMedia(),
      async finishVideo(order, signal) {
        const finished = await trustingMedia().finishVideo(order, signal);
        await cancelNow();
        return finished;
      },
    };
    const test = studio(engine, { media });
    await test.studio.start();
    const job = await test.create();
    cancelNow = () => test.studio.jobs.cancel(job.id);
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    await test.until(async () => engine.released.length === 1 && (await test.store.jobs.closing()).length === 0);
    expect((await test.job(job.id)).state).toBe('cancelled');
    expect(readdirSync(join(test.folders.media, job.createdAt.slice(0, 7)))).toEqual([]);
    expect(readdirSync(test.folders.posters)).toEqual([]);
  });
});
