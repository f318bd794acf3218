import type { JobId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { PreviewFrame } from '@videoexpress/studio';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const apps: HttpTestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

const frame = (id: string, text: string): PreviewFrame => ({ id, mimeType: 'image/jpeg', bytes: Buffer.from(text) });

async function running(): Promise<{ test: TestStudio; engine: ScriptedEngine; id: JobId; show: Show }> {
  const engine = new ScriptedEngine();
  const test = studio(engine);
  await test.studio.start();
  const { id } = await test.create();
  await test.untilState(id, 'submitted');
  const show: Show = (fraction, preview) =>
    engine.set(engine.submissions[0]?.attemptId ?? '', {
      state: 'running',
      progress: { fraction, stage: 'Drawing', previewId: 'not the engine’s to say' },
      ...(preview === undefined ? {} : { preview }),
    });
  return { test, engine, id, show };
}
type Show = (fraction: number, preview?: PreviewFrame) => void;

async function previewId(test: TestStudio, id: JobId): Promise<string | undefined> {
  return (await test.job(id)).progress.previewId;
}

describe('preview frames', () => {
  it('are served as the newest there is, each under a name of its own', async () => {
    const { test, id, show } = await running();
    const app = await startHttpTestApp({ studio: test.studio, clock: test.clock });
    apps.push(app);
    const path = `/api/v1/jobs/${id}/preview`;
    show(0.1);
    await test.untilState(id, 'running');
    expect(await previewId(test, id)).toBeUndefined();
    expect(await outcomeOf(await app.fetch(path))).toBe('404 not_found');
    expect((await app.fetch(`${path}?v=gone`)).status, 'a frame that was there a moment ago').toBe(204);

    show(0.2, frame('a', 'first'));
    await test.until(async () => (await previewId(test, id)) !== undefined);
    const first = await previewId(test, id);
    const answer = await app.fetch(`${path}?v=${first}`);
    expect([answer.status, await answer.text()]).toEqual([200, 'first']);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');

    show(0.3);
    await test.until(async () => (await test.job(id)).progress.fraction === 0.3);
    expect(await previewId(test, id)).toBe(first);
    show(0.4, frame('b', 'second'));
    await test.until(async () => (await previewId(test, id)) !== first);
    expect(await (await app.fetch(path)).text()).toBe('second');
    expect((await app.fetchOpen(path)).status).toBe(401);
  });

  it.each(['finish', 'cancel', 'crash'] as const)('are gone after the %s of the job', async (end) => {
    const { test, engine, id, show } = await running();
    show(0.2, frame('a', 'first'));
    await test.until(() => test.studio.jobs.preview(id) !== null);
    await test.untilState(id, 'running');
    const remoteId = engine.submissions[0]?.attemptId ?? '';
    if (end === 'finish') engine.finish(remoteId);
    if (end === 'crash') engine.set(remoteId, { state: 'crashed', detail: 'SIGSEGV' });
    if (end === 'cancel') await test.studio.jobs.cancel(id);
    else await test.until(async () => (await test.job(id)).state !== 'running');
    await test.until(() => test.studio.jobs.preview(id) === null);
    expect((await test.job(id)).state).not.toBe('running');
  });

  it('that are too large, or empty, are none; and a restart begins without', async () => {
    const { test, engine, id, show } = await running();
    show(0.2, { id: 'a', mimeType: 'image/png', bytes: new Uint8Array(2_000_000) });
    await test.untilState(id, 'running');
    show(0.3, frame('b', ''));
    await test.until(async () => (await test.job(id)).progress.fraction === 0.3);
    expect(test.studio.jobs.preview(id)).toBeNull();
    show(0.4, frame('c', 'third'));
    await test.until(async () => (await previewId(test, id)) !== undefined);
    const before = await previewId(test, id);
    const second = await nextRun(studio, test, engine);
    await second.studio.start();
    expect(second.studio.jobs.preview(id)).toBeNull();
    show(0.5, frame('c', 'third'));
    await second.until(() => second.studio.jobs.preview(id) !== null);
    expect(second.studio.jobs.preview(id)?.id).not.toBe(before);
  });
});
