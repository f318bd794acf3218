import { rm } from 'node:fs/promises';
import { err, ok } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';

const studio = keptStudios();
const unknown = () => err({ code: 'unknown' as const, detail: '502' });
const refused = () =>
  err({ code: 'rejected' as const, detail: '402', userMessage: 'It wants to be paid. Nothing was spent. Pay it.' });

describe('a second submission, after one whose answer was lost', () => {
  it('that is refused does not say that nothing was spent, and stops what the first may have begun', async () => {
    const engine = new ScriptedEngine({ pricePerSecondUsd: 0.001 });
    engine.submitAnswers.push(unknown, refused);
    engine.adoptAnswers.push(ok(null));
    const test = studio(engine);
    await test.studio.start();
    const end = await test.untilEnd((await test.create()).id);
    expect(end).toMatchObject({ state: 'failed', submissions: 1, error: { code: 'outcome_unknown' } });
    expect(end.error?.userMessage).not.toContain('Nothing was spent');
    expect(end.error?.userMessage).toContain('may have cost something');
    expect(end.error?.detail).toContain('402');
    await test.until(() => engine.released.length === 1);
    expect(engine.cancelled).toHaveLength(1);
    expect((await test.studio.spend(1)).months[0]).toMatchObject({ renders: 1, unknown: 1 });
  });

  it('that has lost its file says so too', async () => {
    const engine = new ScriptedEngine({ pricePerSecondUsd: 0.001 });
    const test = studio(engine);
    const { asset, file } = await addToLibrary(test, { name: 'Fox', type: 'image', width: 64, height: 64 });
    engine.submitAnswers.push(async () => {
      await rm(file);
      return unknown();
    });
    engine.adoptAnswers.push(ok(null));
    await test.studio.start();
    const job = await test.create({ kind: 'image_to_video', input: { image: asset.id, prompt: 'It moves' } });
    const end = await test.untilEnd(job.id);
    expect(engine.submissions).toHaveLength(1);
    expect(end.error?.userMessage).not.toContain('Nothing was spent');
    await test.until(() => engine.released.length === 1);
    expect(engine.cancelled).toHaveLength(1);
  });
});

describe('a job that is cancelled as it is about to be sent', () => {
  it('is not sent', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    const { asset } = await addToLibrary(test, { name: 'Fox', type: 'image', width: 64, height: 64 });
    await test.studio.start();
    const files = test.store.assets.files.bind(test.store.assets);
    const job = await test.create({ kind: 'image_to_video', input: { image: asset.id, prompt: 'It moves' } });
    let reached: () => void = () => undefined;
    const looking = new Promise<void>((resolve) => (reached = resolve));
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    test.store.assets.files = async (id) => {
      reached();
      await gate;
      return files(id);
    };
    await looking;
    expect(await test.studio.jobs.cancel(job.id)).toMatchObject({ ok: true });
    go();
    await test.until(() => engine.released.length === 1);
    expect(engine.submissions).toHaveLength(0);
    expect((await test.job(job.id)).state).toBe('cancelled');
  });
});
