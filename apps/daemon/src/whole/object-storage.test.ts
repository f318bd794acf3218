import { createObjectStorage } from '@videoexpress/cloud-clients';
import { type S3Server, startS3Server } from '@videoexpress/cloud-clients/testing';
import { systemClock } from '@videoexpress/host';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { renderKeys, StoreUnavailable } from '@videoexpress/studio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';

const studio = keptStudios();
const { signal } = new AbortController();

let server: S3Server;
beforeAll(async () => {
  server = await startS3Server();
});
afterAll(() => server.stop());

function storage(publicBaseUrl = '') {
  const { endpoint, bucket, accessKeyId, secretAccessKey } = server;
  return createObjectStorage({
    secrets: { read: async (name) => (name === 'AWS_ACCESS_KEY_ID' ? accessKeyId : secretAccessKey) },
    outside: { endpoint, bucket, publicBaseUrl },
    clock: systemClock,
  });
}

async function finishedRender(test: ReturnType<typeof studio>, engine: ScriptedEngine) {
  await test.studio.start();
  const job = await test.create();
  await test.untilState(job.id, 'submitted');
  const attemptId = engine.submissions.at(-1)?.attemptId;
  if (attemptId === undefined) throw new Error('No submission');
  engine.finish(attemptId);
  return { job, keys: renderKeys(job.id, attemptId) };
}

describe('a studio with a real bucket', () => {
  it('is killed between upload and commit, and puts nothing there a second time', async () => {
    const engine = new ScriptedEngine();
    const first = studio(engine, { objects: storage() });
    const apply = first.store.jobs.apply.bind(first.store.jobs);
    let isCommitting = false;
    first.store.jobs.apply = (id, event, ...rest) => {
      if (event !== 'stored') return apply(id, event, ...rest);
      isCommitting = true;
      return Promise.reject(new StoreUnavailable('busy', 'A program holds it.'));
    };
    const { job, keys } = await finishedRender(first, engine);
    await first.until(() => isCommitting);

    const objects = storage('https://pub.example.org/');
    const bucket = await objects.current();
    if (bucket === null) throw new Error('No bucket');
    let puts = 0;
    const putFile = bucket.putFile.bind(bucket);
    bucket.putFile = (...order) => {
      puts += 1;
      return putFile(...order);
    };
    const second = await nextRun(studio, first, engine, { objects });
    await second.studio.start();
    const end = await second.untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(puts).toBe(0);
    const asset = await second.studio.assets.get(end.output.assetIds[0] ?? Object(''));
    expect(asset?.remoteUrl).toBe(`https://pub.example.org/${keys.video}`);
    expect(await bucket.head(keys.video, signal)).toMatchObject({ value: { bytes: asset?.bytes } });
    await second.studio.assets.trash(asset?.id ?? Object(''));
    await second.studio.assets.purge(asset?.id ?? Object(''));
    await second.until(async () => (await bucket.head(keys.video, signal)).ok && server.files().length === 0);
  });

  it('waits with a finished clip until the server is back', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine, { objects: storage() });
    await server.kill();
    const { job, keys } = await finishedRender(test, engine);
    await test.until(async () => (await test.job(job.id)).progress.stage.startsWith('Waiting for R2'));
    expect(await test.job(job.id)).toMatchObject({
      state: 'collecting',
      progress: { stage: expect.stringContaining('takes no connection') },
    });
    await server.restart();
    expect(await test.untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(await (await storage().current())?.head(keys.video, signal)).toMatchObject({
      ok: true,
      value: { bytes: 6 },
    });
  });
});
