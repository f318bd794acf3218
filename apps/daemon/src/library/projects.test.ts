import { existsSync } from 'node:fs';
import { newProjectId, type Project, type Result } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import type { Refusal } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary, madeFrom } from '../testing/library-clips.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const dayMs = 24 * 60 * 60_000;

function made(result: Result<Project, Refusal>): Project {
  if (!result.ok) throw new Error(result.error.detail);
  return result.value;
}

async function inProject(test: TestStudio, projectId: Project['id'] | 'none'): Promise<readonly string[]> {
  const page = await test.studio.assets.list({ limit: 50, projectId });
  if (!page.ok) throw new Error(page.error.detail);
  return page.value.items.map(({ name }) => name).toSorted();
}

describe('a project', () => {
  it('has a name of its own, plain and fit to be read', async () => {
    const test = studio();
    const { projects } = test.studio;
    const first = made(await projects.create({ name: 'Foxes 2' }));
    made(await projects.create({ name: 'Foxes 10' }));
    made(await projects.create({ name: 'ثعالب \u202e\u0007حمراء' }));
    expect((await projects.list()).map(({ name }) => name)).toEqual(['Foxes 2', 'Foxes 10', 'ثعالب حمراء']);
    expect(await projects.create({ name: 'FOXES 10' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', errors: [{ path: 'name' }] },
    });
    expect(await projects.rename(first.id, { name: '\u200b\u202e' })).toMatchObject({ ok: false });
    expect(await projects.rename(first.id, { name: 'foxes 2' })).toMatchObject({
      ok: true,
      value: { name: 'foxes 2' },
    });
    expect(await projects.rename(newProjectId(), { name: 'x' })).toMatchObject({ error: { code: 'not_found' } });
  });

  it('counts what is in it, trash aside, and tells of every change', async () => {
    const test = studio();
    const project = made(await test.studio.projects.create({ name: 'Foxes' }));
    const { asset } = await addToLibrary(test, { projectId: project.id, bytes: 5 });
    const other = await addToLibrary(test, { bytes: 7 });
    await test.studio.assets.patch(other.asset.id, { projectId: project.id });
    await test.studio.assets.trash(asset.id);
    const all = await test.studio.events.after(0, 100);
    const counts = all === 'gone' ? [] : all.flatMap((each) => (each.topic === 'project' ? [each.payload] : []));
    expect(counts).toMatchObject([
      { assetCount: 0, bytes: 0 },
      { assetCount: 1, bytes: 5 },
      { assetCount: 2, bytes: 12 },
      { assetCount: 1, bytes: 7 },
    ]);
    expect(await test.studio.projects.get(project.id)).toEqual(counts.at(-1));
  });

  it('comes back with a number behind its name when another has the name by then', async () => {
    const test = studio();
    const { projects } = test.studio;
    const foxes = made(await projects.create({ name: 'Foxes' }));
    const { asset } = await addToLibrary(test, { projectId: foxes.id });
    await projects.remove(foxes.id);
    made(await projects.create({ name: 'foxes' }));
    made(await projects.create({ name: 'Foxes (2)' }));
    expect(made(await projects.restore(foxes.id))).toMatchObject({ id: foxes.id, name: 'Foxes (3)', assetCount: 1 });
    expect((await test.studio.assets.get(asset.id))?.projectId).toBe(foxes.id);
    // What was not deleted keeps its name.
    expect(made(await projects.restore(foxes.id)).name).toBe('Foxes (3)');
    expect((await projects.list()).map(({ name }) => name)).toEqual(['foxes', 'Foxes (2)', 'Foxes (3)']);
  });

  it('is given a number even where its name has no room for one', async () => {
    const test = studio();
    const { projects } = test.studio;
    const long = '🦊'.repeat(50);
    const first = made(await projects.create({ name: long }));
    await projects.remove(first.id);
    made(await projects.create({ name: long }));
    expect(made(await projects.restore(first.id)).name).toBe(`${'🦊'.repeat(48)} (2)`);
  });

  it('is deleted without what is in it, and comes back with what was not moved since', async () => {
    const test = studio();
    const foxes = made(await test.studio.projects.create({ name: 'Foxes' }));
    const lakes = made(await test.studio.projects.create({ name: 'Lakes' }));
    const stays = await addToLibrary(test, { name: 'stays', projectId: foxes.id });
    const moves = await addToLibrary(test, { name: 'moves', projectId: foxes.id });
    await test.studio.projects.remove(foxes.id);
    expect(await test.studio.projects.list()).toMatchObject([{ name: 'Lakes' }]);
    expect((await test.studio.assets.get(stays.asset.id))?.projectId).toBeUndefined();
    expect([await inProject(test, foxes.id), await inProject(test, 'none')]).toEqual([[], ['moves', 'stays']]);
    await test.studio.assets.patch(moves.asset.id, { projectId: lakes.id });
    expect(await test.studio.assets.patch(stays.asset.id, { projectId: foxes.id })).toMatchObject({
      ok: false,
      error: { errors: [{ path: 'projectId' }] },
    });
    expect(await test.studio.projects.restore(foxes.id)).toMatchObject({ ok: true, value: { assetCount: 1 } });
    expect([await inProject(test, foxes.id), await inProject(test, lakes.id)]).toEqual([['stays'], ['moves']]);
    expect(await test.studio.assets.get(stays.asset.id)).toMatchObject({ projectId: foxes.id });
  });

  it('is forgotten when the trash lets go of it; its assets stay', async () => {
    const test = studio();
    await test.studio.start();
    const project = made(await test.studio.projects.create({ name: 'Foxes' }));
    const { asset, file } = await addToLibrary(test, { name: 'stays', projectId: project.id });
    await test.studio.projects.remove(project.id);
    test.clock.advance(8 * dayMs);
    await test.until(async () => (await test.studio.projects.get(project.id)) === null, 60_000);
    expect(await test.studio.projects.restore(project.id)).toMatchObject({ error: { code: 'not_found' } });
    expect(await inProject(test, 'none')).toEqual(['stays']);
    expect((await test.studio.assets.get(asset.id))?.projectId).toBeUndefined();
    expect(existsSync(file)).toBe(true);
  });

  it('takes in the clips of jobs that name it; a job cannot name one that is not there', async () => {
    const engine = new ScriptedEngine();
    const test = studio(engine);
    await test.studio.start();
    const project = made(await test.studio.projects.create({ name: 'Foxes' }));
    const job = await test.create({ projectId: project.id });
    await test.untilState(job.id, 'submitted');
    engine.finish(engine.submissions[0]?.attemptId ?? '');
    const end = await test.untilEnd(job.id);
    const [clip] = end.output.assetIds;
    if (clip === undefined) throw new Error('No clip');
    expect(await test.studio.assets.get(clip)).toMatchObject({
      projectId: project.id,
      origin: {
        kind: 'text_to_video',
        engine: engine.description.id,
        prompt: 'A red fox in snow',
        seed: job.input['seed'],
      },
    });
    expect((await test.studio.projects.get(project.id))?.assetCount).toBe(1);
    await test.studio.projects.remove(project.id);
    for (const projectId of [project.id, newProjectId()]) {
      const refused = await test.studio.jobs.create({ kind: 'text_to_video', input: { prompt: 'x' }, projectId }, null);
      expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_input', errors: [{ path: 'projectId' }] } });
    }
  });
});

describe('the details of an asset', () => {
  it('say what it was made from, what was made from it, and whether its file is there', async () => {
    const test = studio();
    const photo = await addToLibrary(test, { type: 'image', name: 'Photo' });
    const clip = await addToLibrary(test, { name: 'Clip' }, { settings: madeFrom(photo.asset) });
    const frame = await addToLibrary(test, { type: 'image', name: 'Frame', sourceAssetId: clip.asset.id });
    expect(await test.studio.assets.details(clip.asset.id)).toMatchObject({
      asset: { id: clip.asset.id, origin: { engine: 'scripted', model: 'scripted-model', seed: 5 } },
      settings: { input: { image: photo.asset.id } },
      path: clip.file,
      isMissing: false,
      needsStorage: false,
      madeFrom: [{ id: photo.asset.id }],
      usedBy: { unendedJobs: [], assets: [{ id: frame.asset.id }], assetCount: 1 },
      purgesAt: null,
    });
    await test.studio.assets.trash(photo.asset.id);
    await test.studio.assets.purge(photo.asset.id);
    expect((await test.studio.assets.details(clip.asset.id))?.madeFrom).toEqual([]);
  });

  it('of the library are its numbers', async () => {
    const test = studio();
    const photo = await addToLibrary(test, { type: 'image', bytes: 5, favourite: true });
    await addToLibrary(test, { bytes: 7 }, { settings: madeFrom(photo.asset) });
    const gone = await addToLibrary(test, { bytes: 11 });
    await test.studio.assets.trash(gone.asset.id);
    const summary = await test.studio.assets.summary();
    expect(summary).toMatchObject({
      total: { count: 2, bytes: 12 },
      byType: [
        { type: 'video', count: 1, bytes: 7 },
        { type: 'image', count: 1, bytes: 5 },
      ],
      trash: { count: 1, bytes: 11 },
      favourites: 1,
      engines: ['scripted'],
    });
    expect(summary.disk.totalBytes).toBeGreaterThan(summary.disk.freeBytes);
  });
});

describe('a name', () => {
  it('is kept plain, changes no file, and is found at once', async () => {
    const test = studio();
    const { asset, file } = await addToLibrary(test, { name: 'Old' });
    const renamed = await test.studio.assets.patch(asset.id, { name: ' Cafe\u0301 \u202e\u0000 ثعلب\n' });
    expect(renamed).toMatchObject({ ok: true, value: { name: 'Caf\u00e9 ثعلب' } });
    expect(existsSync(file)).toBe(true);
    const found = await test.studio.assets.list({ limit: 9, q: 'cafe' });
    expect(found).toMatchObject({ value: { items: [{ id: asset.id }], total: 1 } });
    expect(await test.studio.assets.list({ limit: 9, q: 'old' })).toMatchObject({ value: { items: [] } });
    expect(await test.studio.assets.patch(asset.id, { name: '\u202e\u200b' })).toMatchObject({
      ok: false,
      error: { errors: [{ path: 'name' }] },
    });
  });
});
