import { readdir, readFile, readlink, rm, truncate } from 'node:fs/promises';
import {
  assetDetailsSchema,
  assetSchema,
  changedAssetsSchema,
  librarySummarySchema,
  newAssetId,
  newProjectId,
  projectSchema,
  routes,
} from '@videoexpress/job-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpTestApp, outcomeOf, problemOf, startHttpTestApp } from '../testing/http-test-app.ts';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';
import { patience } from '../testing/patience.ts';
import { readArchive } from '../testing/read-archive.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const apps: HttpTestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function whole(): Promise<{ app: HttpTestApp; test: TestStudio }> {
  const test = studio();
  const app = await startHttpTestApp({
    studio: test.studio,
    clock: test.clock,
    sessionStore: test.store.sessions,
    uploadFolder: test.folders.uploads,
    mediaFolders: [test.folders.media, test.folders.posters],
  });
  apps.push(app);
  return { app, test };
}

function send(method: string, body?: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

const pageSchema = routes.listAssets.response;

describe('the library over HTTP', () => {
  it('lists with filters, pages and a count; names the field of a wrong one', async () => {
    const { app, test } = await whole();
    for (const name of ['clip 1', 'clip 2', 'clip 10', '静かな湖'])
      await addToLibrary(test, { name, width: 2, height: 1 });
    const get = async (query: string) => pageSchema.parse(await (await app.fetch(`/api/v1/assets?${query}`)).json());
    const first = await get('sort=name&limit=2&ratio=landscape');
    expect([first.items.map(({ name }) => name), first.total]).toEqual([['clip 1', 'clip 2'], 4]);
    const second = await get(`sort=name&limit=2&ratio=landscape&cursor=${first.nextCursor}`);
    expect([second.items.map(({ name }) => name), second.total, second.nextCursor]).toEqual([
      ['clip 10', '静かな湖'],
      null,
      null,
    ]);
    expect((await get(`q=${encodeURIComponent('静かな')}`)).total).toBe(1);
    expect((await get('offset=3&sort=oldest')).items.map(({ name }) => name)).toEqual(['静かな湖']);
    expect((await app.fetch('/api/v1/assets')).headers.has('x-event-id')).toBe(true);
    for (const [query, field] of [
      [`offset=1&cursor=${first.nextCursor}`, 'offset'],
      [`sort=oldest&cursor=${first.nextCursor}`, 'cursor'],
      ['cursor=nonsense', 'cursor'],
      ['ratio=round', 'ratio'],
      ['seed=-1', 'seed'],
      ['favourite=no', 'favourite'],
    ]) {
      const problem = await problemOf(await app.fetch(`/api/v1/assets?${query}`));
      expect([problem.code, problem.errors?.[0]?.path]).toEqual(['invalid_input', field]);
    }
  });

  it('changes, trashes, restores and purges one asset; what plays goes on playing', async () => {
    const { app, test } = await whole();
    const { asset } = await addToLibrary(test, { name: 'Fox' }, { content: 'fox' });
    const url = `/api/v1/assets/${asset.id}`;
    const answer = async (target: string, init?: RequestInit) =>
      assetSchema.parse(await (await app.fetch(target, init)).json());
    expect(await answer(url, send('PATCH', { name: ' Red fox ', favourite: true }))).toMatchObject({
      name: 'Red fox',
      favourite: true,
    });
    expect(await outcomeOf(await app.fetch(url, send('PATCH', { projectId: newProjectId() })))).toBe(
      '400 invalid_input',
    );
    expect(await outcomeOf(await app.fetch(url, send('PATCH', {})))).toBe('400 invalid_input');
    expect(await outcomeOf(await app.fetch(`${url}?permanent=1`, send('DELETE')))).toBe('409 invalid_state');
    expect(await answer(url, send('DELETE'))).toHaveProperty('deletedAt');
    expect(await (await app.fetch(`${url}/content`)).text()).toBe('fox');
    expect((await app.fetch(`${url}/poster`)).status).toBe(200);
    const details = assetDetailsSchema.parse(await (await app.fetch(`${url}/details`)).json());
    expect(details.purgesAt).not.toBeNull();
    expect(await answer(`${url}/restore`, send('POST'))).not.toHaveProperty('deletedAt');
    await app.fetch(url, send('DELETE'));
    expect(await answer(`${url}?permanent=1`, send('DELETE'))).toMatchObject({ id: asset.id });
    for (const [target, init] of [
      [url, send('GET')],
      [`${url}/details`, send('GET')],
      [`${url}/content`, send('GET')],
      [url, send('PATCH', { name: 'x' })],
      [url, send('DELETE')],
      [`${url}/restore`, send('POST')],
    ] as const)
      expect(await outcomeOf(await app.fetch(target, init))).toBe('404 not_found');
  });

  it('refuses to trash what a job needs', async () => {
    const { app, test } = await whole();
    const { asset } = await addToLibrary(test, { type: 'image', name: 'Photo', width: 640, height: 480 });
    await test.studio.queue.pause();
    const job = await test.create({ kind: 'image_to_video', input: { image: asset.id } });
    const refused = await app.fetch(`/api/v1/assets/${asset.id}`, send('DELETE'));
    expect(refused.status).toBe(409);
    const problem = await problemOf(refused);
    expect([problem.code, problem.detail.includes(job.id)]).toEqual(['asset_in_use', true]);
  });

  it('changes many at once, empties the trash, and tells its numbers', async () => {
    const { app, test } = await whole();
    const ids = [];
    for (let index = 0; index < 3; index += 1) ids.push((await addToLibrary(test, { bytes: 10 })).asset.id);
    const unknown = newAssetId();
    const change = async (body: unknown) => app.fetch('/api/v1/asset-changes', send('POST', body));
    const changed = await change({ ids: [...ids, unknown], change: { isTrashed: true } });
    expect(changedAssetsSchema.parse(await changed.json())).toMatchObject({ changed: ids, refused: [{ id: unknown }] });
    const numbers = async () => librarySummarySchema.parse(await (await app.fetch('/api/v1/library')).json());
    expect(await numbers()).toMatchObject({ total: { count: 0 }, trash: { count: 3, bytes: 30 } });
    const wrong = await problemOf(await change({ ids, change: { projectId: newProjectId() } }));
    expect(wrong.errors?.[0]?.path).toBe('change.projectId');
    expect(await outcomeOf(await change({ ids, change: {} }))).toBe('400 invalid_input');
    const emptied = await app.fetch('/api/v1/trash/empty', send('POST'));
    expect(await emptied.json()).toEqual({ count: 3, bytes: 30 });
    expect(await numbers()).toMatchObject({ trash: { count: 0 } });
  });

  it('keeps projects', async () => {
    const { app } = await whole();
    const ask = async (target: string, init?: RequestInit) => app.fetch(`/api/v1/projects${target}`, init);
    const made = await ask('', send('POST', { name: ' Foxes ' }));
    expect(made.status).toBe(201);
    const project = projectSchema.parse(await made.json());
    expect(project.name).toBe('Foxes');
    expect(await outcomeOf(await ask('', send('POST', { name: 'foxes' })))).toBe('400 invalid_input');
    expect(await outcomeOf(await ask('', send('POST', { name: '  ' })))).toBe('400 invalid_input');
    expect(await (await ask(`/${project.id}`, send('PATCH', { name: 'Wolves' }))).json()).toMatchObject({
      name: 'Wolves',
    });
    expect(await (await ask('')).json()).toMatchObject({ items: [{ name: 'Wolves' }], nextCursor: null });
    expect(await (await ask(`/${project.id}`, send('DELETE'))).json()).toHaveProperty('deletedAt');
    expect(await (await ask('')).json()).toMatchObject({ items: [] });
    expect(await (await ask(`/${project.id}/restore`, send('POST'))).json()).not.toHaveProperty('deletedAt');
    const unknown = `/${newProjectId()}`;
    for (const [target, init] of [
      [unknown, send('GET')],
      [unknown, send('PATCH', { name: 'x' })],
      [unknown, send('DELETE')],
      [`${unknown}/restore`, send('POST')],
    ] as const)
      expect(await outcomeOf(await ask(target, init))).toBe('404 not_found');
  });
});

describe('the archive of several assets', () => {
  const archive = (ids: readonly string[]) => `/api/v1/asset-archive?ids=${ids.join(',')}`;

  it('holds each file whole, under a name that a person understands', async () => {
    const { app, test } = await whole();
    const fox = await addToLibrary(test, { name: 'Fox' }, { content: 'first fox' });
    const again = await addToLibrary(test, { name: 'fox' }, { content: 'second fox' });
    const lake = await addToLibrary(test, { name: '静かな湖: "4K" ثعلب' }, { content: 'lake'.repeat(100_000) });
    const answer = await app.fetch(archive([fox, again, lake, fox].map(({ asset }) => asset.id)));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="VideoExpress 3 clips.zip"; filename*=UTF-8''VideoExpress%203%20clips.zip`,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(String(bytes.length)).toBe(answer.headers.get('content-length'));
    const contents = await Promise.all([fox, again, lake].map(({ file }) => readFile(file)));
    expect(readArchive(bytes)).toEqual([
      { name: 'Fox.mp4', content: contents[0] },
      { name: 'fox (2).mp4', content: contents[1] },
      { name: '静かな湖 4K ثعلب.mp4', content: contents[2] },
    ]);
  });

  it('is refused before its first byte when something is missing', async () => {
    const { app, test } = await whole();
    const here = await addToLibrary(test, { name: 'Here' });
    const gone = await addToLibrary(test, { name: 'Gone' });
    await rm(gone.file);
    const problem = await problemOf(await app.fetch(archive([here.asset.id, gone.asset.id])));
    expect([problem.code, problem.detail.includes('“Gone”')]).toEqual(['not_found', true]);
    expect(await outcomeOf(await app.fetch(archive([newAssetId()])))).toBe('404 not_found');
    expect(await outcomeOf(await app.fetch(archive(['nonsense'])))).toBe('400 invalid_input');
    expect(await outcomeOf(await app.fetch('/api/v1/asset-archive'))).toBe('400 invalid_input');
  });

  it('stops, and closes its file, when the client leaves', async () => {
    const { app, test } = await whole();
    const big = await addToLibrary(test, { name: 'Big' });
    await truncate(big.file, 2 ** 30);
    const leaving = new AbortController();
    const answer = await app.fetch(archive([big.asset.id]), { signal: leaving.signal });
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(2 ** 30);
    await answer.body?.getReader().read();
    if (process.platform === 'linux') await expect.poll(() => openTimes(big.file), patience).toBe(1);
    leaving.abort();
    await expect.poll(() => app.log.lines.map((line) => line.fields['clientLeft']), patience).toEqual([true]);
    await expect.poll(() => openTimes(big.file), patience).toBe(0);
    expect(app.log.lines.filter((line) => line.level === 'error')).toEqual([]);
  });
});

/** How often this process has a file open, where the system tells; else 0. */
async function openTimes(file: string): Promise<number> {
  const open = await readdir('/proc/self/fd').catch(() => []);
  const targets = await Promise.all(open.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target === file).length;
}
