import { err, newAssetId, ok } from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, problemOf, startHttpTestApp } from '../../testing/http-test-app.ts';
import { newAsset } from '../../testing/studio-double.ts';
import type { Reveal } from './reveal.ts';

describe('showing things on the desktop', () => {
  let app: HttpTestApp | null = null;
  afterEach(async () => {
    await app?.close();
    app = null;
  });

  async function open(reveal: Reveal): Promise<HttpTestApp> {
    app = await startHttpTestApp({ reveal });
    return app;
  }
  const post = (target: string) => app?.fetch(target, { method: 'POST' }) ?? Promise.reject(new Error('No app'));

  it('shows a file by its asset, and a folder by its name, and nothing else', async () => {
    const shown: unknown[] = [];
    const { studio, mediaFolder, folder } = await open(async (target) => {
      shown.push(target);
      return ok(null);
    });
    const asset = newAsset('video');
    const path = `${mediaFolder}/2026-11/fox.mp4`;
    studio.assetRows.set(asset.id, { asset, path, posterPath: null, objectKey: null });
    const answer = await post(`/api/v1/assets/${asset.id}/reveal`);
    expect([answer.status, await answer.json()]).toEqual([200, { path }]);
    expect(await (await post('/api/v1/folders/logs/reveal')).json()).toEqual({ path: folder });
    expect(shown).toEqual([
      { path, kind: 'file' },
      { path: folder, kind: 'folder' },
    ]);
    expect((await post(`/api/v1/assets/${newAssetId()}/reveal`)).status).toBe(404);
    expect((await post('/api/v1/folders/etc/reveal')).status).toBe(404);
    expect(shown).toHaveLength(2);
  });

  it('says where it lies when it cannot be shown', async () => {
    const detail = 'The daemon runs without a desktop. The folder is /data/media.';
    await open(() => Promise.resolve(err({ code: 'cannot_reveal', detail })));
    const problem = await problemOf(await post('/api/v1/folders/media/reveal'));
    expect([problem.status, problem.code, problem.detail]).toEqual([409, 'cannot_reveal', detail]);
  });
});
