import { readFileSync } from 'node:fs';
import type { Job } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { type ObjectStorage, type RenderKeys, renderKeys, StoreUnavailable } from '@videoexpress/studio';
import { MemoryObjectStorage } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const away = { code: 'unreachable', detail: 'store.example.org takes no connection.' } as const;
/** What `trustingMedia` says of every clip. */
const sha256 = 'a'.repeat(64);

function studioWith(objects: ObjectStorage): { test: TestStudio; engine: ScriptedEngine } {
  const engine = new ScriptedEngine();
  return { test: studio(engine, { objects }), engine };
}

/** A job whose render the engine has finished, and the keys of its attempt. */
async function finishedRender(test: TestStudio, engine: ScriptedEngine): Promise<{ job: Job; keys: RenderKeys }> {
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  const attemptId = engine.submissions.at(-1)?.attemptId;
  if (attemptId === undefined) throw new Error('No submission');
  engine.finish(attemptId);
  return { job, keys: renderKeys(job.id, attemptId) };
}

async function assetOf(test: TestStudio, job: Job) {
  const id = (await test.job(job.id)).output.assetIds[0];
  const asset = id === undefined ? null : await test.studio.assets.files(id);
  if (asset === null) throw new Error('No asset');
  return asset;
}

const waits = (test: TestStudio, job: Job) =>
  test.until(async () => (await test.job(job.id)).progress.stage.startsWith('Waiting for R2'));

describe('a finished clip, with object storage set up', () => {
  it('goes to the disk and to the bucket, and carries its public link', async () => {
    const objects = new MemoryObjectStorage();
    const { test, engine } = studioWith(objects);
    const { job, keys } = await finishedRender(test, engine);
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded' });
    const { asset, path, posterPath } = await assetOf(test, job);
    expect(asset.remoteUrl).toBe(`https://pub.example.org/${keys.video}`);
    expect(Buffer.from(objects.kept.get(keys.video)?.content ?? []).equals(readFileSync(path))).toBe(true);
    expect(objects.kept.get(keys.video)?.sha256).toBe(asset.sha256);
    expect(Buffer.from(objects.kept.get(keys.poster)?.content ?? []).equals(readFileSync(posterPath ?? ''))).toBe(true);
    expect(objects.puts).toEqual([keys.poster, keys.video]);
  });

  it('has no link where the bucket has no public address', async () => {
    const objects = new MemoryObjectStorage();
    objects.publicBase = null;
    const { test, engine } = studioWith(objects);
    const { job, keys } = await finishedRender(test, engine);
    await test.untilEnd(job.id);
    expect((await assetOf(test, job)).asset.remoteUrl).toBeUndefined();
    expect(objects.kept.has(keys.video)).toBe(true);
  });

  it('waits while the bucket cannot be reached, says so, and is not rendered again', async () => {
    const objects = new MemoryObjectStorage();
    objects.fault = away;
    const { test, engine } = studioWith(objects);
    const { job, keys } = await finishedRender(test, engine);
    await waits(test, job);
    test.clock.advance(3_600_000);
    await test.until(() => test.log.lines.filter(({ message }) => message.includes('object storage yet')).length > 3);
    expect(await test.job(job.id)).toMatchObject({
      state: 'collecting',
      progress: { fraction: null, stage: 'Waiting for R2: store.example.org takes no connection.' },
    });
    objects.fault = null;
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect(objects.kept.has(keys.video)).toBe(true);
  });

  it('no longer waits once the storage is taken out of the settings', async () => {
    const objects = new MemoryObjectStorage();
    objects.fault = away;
    const { test, engine } = studioWith(objects);
    const { job } = await finishedRender(test, engine);
    await waits(test, job);
    objects.isSetUp = false;
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded' });
    expect((await assetOf(test, job)).asset.remoteUrl).toBeUndefined();
  });

  it('can be cancelled while it waits and while it is uploaded, and leaves nothing on disk or in the bucket', async () => {
    for (const isUploading of [false, true]) {
      const objects = new MemoryObjectStorage();
      if (isUploading) objects.putWaitsFor = new Promise(() => undefined);
      else objects.fault = away;
      const { test, engine } = studioWith(objects);
      const { job, keys } = await finishedRender(test, engine);
      if (isUploading) await test.until(() => objects.puts.length > 0);
      else await waits(test, job);
      // As after a put whose answer never came.
      objects.place(keys.video, 'a clip', sha256);
      expect(await test.studio.jobs.cancel(job.id)).toMatchObject({ ok: true, value: { state: 'cancelled' } });
      objects.fault = null;
      await test.until(() => engine.released.length === 1 && objects.kept.size === 0);
      expect(await test.studio.assets.list({ limit: 10 })).toMatchObject({ value: { items: [] } });
    }
  });

  it('is not put there twice after a kill between upload and commit: what the store has decides', async () => {
    const objects = new MemoryObjectStorage();
    const { test, engine } = studioWith(objects);
    // Everything is done but the commit, which never comes.
    const apply = test.store.jobs.apply.bind(test.store.jobs);
    let isCommitting = false;
    test.store.jobs.apply = (id, event, ...rest) => {
      if (event !== 'stored') return apply(id, event, ...rest);
      isCommitting = true;
      return Promise.reject(new StoreUnavailable('busy', 'A program holds it.'));
    };
    const { job, keys } = await finishedRender(test, engine);
    await test.until(() => isCommitting);
    expect((await test.job(job.id)).state).toBe('collecting');

    const second = await nextRun(studio, test, engine, { objects });
    await second.studio.start();
    expect(await second.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(objects.puts).toEqual([keys.poster, keys.video]);
    expect((await assetOf(second, job)).asset.remoteUrl).toBe(`https://pub.example.org/${keys.video}`);
  });

  it('is put there again where what is there is something else', async () => {
    const objects = new MemoryObjectStorage();
    const { test, engine } = studioWith(objects);
    await test.studio.queue.pause();
    const { job, keys } = await finishedRenderOver(test, engine, objects, 'b clip');
    await test.untilEnd(job.id);
    expect(objects.puts).toEqual([keys.poster, keys.video]);
    expect(Buffer.from(objects.kept.get(keys.video)?.content ?? []).toString()).toBe('a clip');
  });

  it('is left as the engine put it there where the worker’s result says that it is the same', async () => {
    const objects = new MemoryObjectStorage();
    const { test, engine } = studioWith(objects);
    const { job, keys } = await finishedRenderOver(
      test,
      engine,
      objects,
      'a clip',
      JSON.stringify({ video: { sha256 } }),
    );
    await test.untilEnd(job.id);
    expect(objects.puts).toEqual([keys.poster]);
    expect((await assetOf(test, job)).asset.remoteUrl).toBe(`https://pub.example.org/${keys.video}`);
  });

  it('goes from the bucket with its asset, when the bucket can be reached', async () => {
    const objects = new MemoryObjectStorage();
    const { test, engine } = studioWith(objects);
    const { job } = await finishedRender(test, engine);
    await test.untilEnd(job.id);
    const { asset } = await assetOf(test, job);
    await test.studio.assets.trash(asset.id);
    expect(objects.kept.size).toBe(2);
    objects.fault = away;
    await test.studio.assets.purge(asset.id);
    await test.until(() => test.log.lines.some(({ message }) => message.includes('could not be removed yet')));
    expect(objects.kept.size).toBe(2);

    objects.fault = null;
    const second = await nextRun(studio, test, engine, { objects });
    await second.studio.start();
    await second.until(() => objects.kept.size === 0);
    expect(await second.store.assets.leftoverObjects(10, second.clock.now())).toEqual([]);
  });
});

/** As `finishedRender`, with what an engine's worker put into the bucket before. */
async function finishedRenderOver(
  test: TestStudio,
  engine: ScriptedEngine,
  objects: MemoryObjectStorage,
  clip: string,
  result: string | null = null,
): Promise<{ job: Job; keys: RenderKeys }> {
  await test.studio.start();
  await test.studio.queue.resume();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  const attemptId = engine.submissions.at(-1)?.attemptId;
  if (attemptId === undefined) throw new Error('No submission');
  const keys = renderKeys(job.id, attemptId);
  objects.place(keys.video, clip);
  if (result !== null) objects.place(keys.result, result);
  engine.finish(attemptId);
  return { job, keys };
}
