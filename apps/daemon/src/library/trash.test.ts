import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Asset, newAssetId } from '@videoexpress/job-schema';
import { ScriptedEngine } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { keptStudios, nextRun } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
const dayMs = 24 * 60 * 60_000;

async function events(test: TestStudio): Promise<unknown[]> {
  const all = await test.studio.events.after(0, 1000);
  if (all === 'gone') throw new Error('The events were pruned');
  return all.filter(({ topic }) => topic === 'asset').map(({ payload }) => payload);
}

async function listed(test: TestStudio, query: { trash?: '1'; q?: string } = {}): Promise<readonly string[]> {
  const page = await test.studio.assets.list({ limit: 50, ...query });
  if (!page.ok) throw new Error(page.error.detail);
  return page.value.items.map(({ id }) => id);
}

/** A job that waits, and needs this picture. */
async function waitingFor(test: TestStudio, image: Asset) {
  await test.studio.queue.pause();
  return test.create({ kind: 'image_to_video', input: { image: image.id, prompt: 'It moves' } });
}

describe('the trash', () => {
  it('takes nothing that a job comes to need in this very moment: one of the two is refused', async () => {
    const test = studio();
    await test.studio.queue.pause();
    // The trash is asked a little later each time, so that it falls into every gap of the other.
    for (let turns = 0; turns < 60; turns += 1) {
      const { asset } = await addToLibrary(test, { name: 'Fox', type: 'image' });
      const job = { kind: 'image_to_video', input: { image: asset.id, prompt: 'It moves' } } as const;
      const creating = test.studio.jobs.create(job, asset.id);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const [trashed, created] = [await test.studio.assets.trash(asset.id), await creating];
      expect(created.ok).toBe(!trashed.ok);
      if (created.ok) continue;
      expect(created.error).toMatchObject({ code: 'invalid_input', errors: [{ path: 'input.image' }] });
      await test.studio.assets.restore(asset.id);
      // A request that was refused leaves its key free.
      expect(await test.studio.jobs.create(job, asset.id)).toMatchObject({ ok: true });
    }
  });

  it('takes nothing that a waiting job is changed to in this very moment', async () => {
    const test = studio();
    await test.studio.queue.pause();
    const first = await addToLibrary(test, { name: 'First', type: 'image' });
    const input = (image: Asset) => ({ input: { image: image.id, prompt: 'It moves' } });
    const job = await test.create({ kind: 'image_to_video', ...input(first.asset) });
    for (let turns = 0; turns < 60; turns += 1) {
      const { asset } = await addToLibrary(test, { name: 'Fox', type: 'image' });
      const before = await test.job(job.id);
      const editing = test.studio.jobs.edit(job.id, input(asset));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const [trashed, edited] = [await test.studio.assets.trash(asset.id), await editing];
      expect(edited.ok).toBe(!trashed.ok);
      if (edited.ok) continue;
      expect(edited.error).toMatchObject({ code: 'invalid_input', errors: [{ path: 'input.image' }] });
      expect(await test.job(job.id)).toEqual(before);
    }
    // What it was changed from may go now; what it was changed to may not.
    expect(await test.studio.assets.trash(first.asset.id)).toMatchObject({ ok: true });
  });

  it('keeps everything of an asset, and gives it back as it was', async () => {
    const test = studio();
    const { asset, file, poster } = await addToLibrary(test, { name: 'Fox', favourite: true });
    const trashed = await test.studio.assets.trash(asset.id);
    const deletedAt = new Date(test.clock.now()).toISOString();
    expect(trashed).toEqual({ ok: true, value: { ...asset, deletedAt } });
    expect([await listed(test), await listed(test, { trash: '1' })]).toEqual([[], [asset.id]]);
    expect([await listed(test, { q: 'fox' }), await listed(test, { q: 'fox', trash: '1' })]).toEqual([[], [asset.id]]);
    expect([existsSync(file), existsSync(poster)]).toEqual([true, true]);
    expect((await test.studio.assets.files(asset.id))?.path).toBe(file);
    expect((await test.studio.assets.details(asset.id))?.purgesAt).toBe(
      new Date(test.clock.now() + 7 * dayMs).toISOString(),
    );
    const before = (await events(test)).length;
    expect(await test.studio.assets.trash(asset.id)).toEqual(trashed);
    expect((await events(test)).length).toBe(before);

    expect(await test.studio.assets.restore(asset.id)).toEqual({ ok: true, value: asset });
    expect(await listed(test, { q: 'fox' })).toEqual([asset.id]);
    expect(await events(test)).toEqual([asset, { ...asset, deletedAt }, asset]);
  });

  it('is no place for what an unended job needs, and says which job that is', async () => {
    const test = studio();
    const { asset } = await addToLibrary(test, { type: 'image', name: 'Photo', width: 640, height: 480 });
    const job = await waitingFor(test, asset);
    const refused = await test.studio.assets.trash(asset.id);
    expect(refused).toMatchObject({ ok: false, error: { code: 'asset_in_use' } });
    if (!refused.ok) expect(refused.error.detail).toContain(job.id);
    expect((await test.studio.assets.details(asset.id))?.usedBy.unendedJobs).toEqual([job.id]);
    await test.studio.jobs.cancel(job.id);
    expect((await test.studio.assets.trash(asset.id)).ok).toBe(true);
  });

  it('is emptied of all but what an unended job needs', async () => {
    const test = studio();
    const needed = await addToLibrary(test, { type: 'image', name: 'Photo' });
    const other = await addToLibrary(test, { name: 'Other' });
    const kept = await addToLibrary(test, { name: 'Kept' });
    await waitingFor(test, needed.asset);
    // As if it had gone into the trash in the very moment in which the job came.
    const trash = test.store.connection.prepare('UPDATE asset SET deleted_at_ms = 1 WHERE id = ?');
    trash.run(needed.asset.id);
    await test.studio.assets.trash(other.asset.id);
    expect(await test.studio.assets.emptyTrash()).toEqual({ count: 1, bytes: other.asset.bytes });
    expect([needed, other, kept].map(({ file }) => existsSync(file))).toEqual([true, false, true]);
    const refused = await test.studio.assets.purge(needed.asset.id);
    expect(refused).toMatchObject({ ok: false, error: { code: 'asset_in_use' } });
  });

  it('lets go of single things only, and for good', async () => {
    const test = studio();
    const { asset, file, poster } = await addToLibrary(test, { name: 'Fox' });
    expect(await test.studio.assets.purge(asset.id)).toMatchObject({ ok: false, error: { code: 'invalid_state' } });
    await test.studio.assets.trash(asset.id);
    expect(await test.studio.assets.purge(asset.id)).toMatchObject({ ok: true, value: { id: asset.id } });
    expect([existsSync(file), existsSync(poster)]).toEqual([false, false]);
    expect(await test.studio.assets.get(asset.id)).toBeNull();
    expect((await events(test)).at(-1)).toEqual({ id: asset.id, deleted: true });
    for (const again of ['purge', 'trash', 'restore'] as const)
      expect(await test.studio.assets[again](asset.id)).toMatchObject({ ok: false, error: { code: 'not_found' } });
    expect(test.store.connection.prepare('SELECT count(*) FROM asset_search').pluck().get()).toBe(0);
  });

  it('lets go of everything after seven days, or as many as are set', async () => {
    const test = studio();
    await test.studio.start();
    const { asset, file } = await addToLibrary(test);
    await test.studio.assets.trash(asset.id);
    test.clock.advance(6 * dayMs);
    const second = await addToLibrary(test);
    await test.studio.assets.trash(second.asset.id);
    await test.until(async () => (await listed(test, { trash: '1' })).length === 2, 1000);
    test.clock.advance(1.1 * dayMs);
    await test.until(() => !existsSync(file), 60_000);
    expect(await listed(test, { trash: '1' })).toEqual([second.asset.id]);
    await test.studio.settings.patch({ trashDays: 1 });
    await test.until(() => !existsSync(second.file), 60_000);
    expect(await listed(test, { trash: '1' })).toEqual([]);
  });

  it('leaves nothing behind when the daemon is killed between the row and the files', async () => {
    const test = studio();
    const { asset, file, poster } = await addToLibrary(test);
    await test.studio.assets.trash(asset.id);
    // The store alone: the row is gone, and nobody came to remove the files.
    expect(await test.store.assets.purge([asset.id], test.clock.now())).toMatchObject({ count: 1 });
    expect(existsSync(file)).toBe(true);
    const after = await nextRun(studio, test, new ScriptedEngine());
    await after.studio.start();
    await after.until(() => !existsSync(file) && !existsSync(poster));
    await after.until(async () => (await after.store.assets.leftovers(9, null)).length === 0);
  });

  it('is not stopped by a file that is gone already, nor by one that cannot go yet', async () => {
    const test = studio();
    await test.studio.start();
    const gone = await addToLibrary(test);
    const stuck = await addToLibrary(test);
    await rm(gone.file);
    // A folder in its place: nothing removes it as a file.
    await rm(stuck.file);
    await mkdir(stuck.file);
    for (const { asset } of [gone, stuck]) await test.studio.assets.trash(asset.id);
    test.clock.advance(1);
    expect(await test.studio.assets.emptyTrash()).toMatchObject({ count: 2 });
    expect(await test.store.assets.leftovers(9, null)).toEqual([stuck.file]);
    await rm(stuck.file, { recursive: true });
    test.clock.advance(60 * 60_000);
    await test.until(async () => (await test.store.assets.leftovers(9, null)).length === 0);
  });
});

describe('files that cannot go yet', () => {
  it('keep none behind them from going, are tried again in an hour, and told of once', async () => {
    const test = studio();
    await test.studio.start();
    // Folders in the place of files: nothing removes them as files. The names put them before all others.
    const stuck = Array.from({ length: 450 }, (_, index) => path.join(test.folders.media, `${index}.mp4`));
    const keep = test.store.connection.prepare('INSERT INTO leftover_file (path) VALUES (?)');
    for (const folder of stuck) {
      await mkdir(folder);
      keep.run(path.relative(test.folders.data, folder));
    }
    const last = await addToLibrary(test, { name: 'Last' });
    await test.studio.assets.trash(last.asset.id);
    expect(await test.studio.assets.purge(last.asset.id)).toMatchObject({ ok: true });
    expect([existsSync(last.file), existsSync(last.poster)]).toEqual([false, false]);
    const told = () => test.log.lines.filter(({ message }) => message.includes('could not be removed'));
    expect(told()).toMatchObject([{ level: 'warn', fields: { count: 450 } }]);
    for (const folder of stuck.slice(0, 449)) await rm(folder, { recursive: true });
    test.clock.advance(60 * 60_000);
    await test.until(async () => (await test.store.assets.leftovers(999, null)).length === 1);
    test.clock.advance(3 * 60 * 60_000);
    await test.studio.assets.emptyTrash();
    expect(told()).toHaveLength(1);
  });
});

describe('emptying the trash', () => {
  it('takes only what lay in it when it was asked for', async () => {
    const test = studio();
    const clips = [];
    for (let index = 0; index < 450; index += 1) clips.push(await addToLibrary(test, { name: `${index}` }));
    const [late, ...before] = clips.map(({ asset }) => asset.id);
    if (late === undefined) throw new Error('There is no clip');
    await test.studio.assets.change({ ids: before, change: { isTrashed: true } });
    const emptying = test.studio.assets.emptyTrash();
    // After the clock was set back, so that no time tells what came later.
    test.clock.jumpWall(-1000);
    const trashed = await test.studio.assets.trash(late);
    expect(trashed.ok).toBe(true);
    expect(await emptying).toMatchObject({ count: 449 });
    expect(await listed(test, { trash: '1' })).toEqual([late]);
  });
});

describe('a job', () => {
  it('is not taken in for a picture that lies in the trash', async () => {
    const test = studio();
    const { asset } = await addToLibrary(test, { type: 'image', name: 'Photo', width: 640, height: 480 });
    await test.studio.assets.trash(asset.id);
    const made = await test.studio.jobs.create({ kind: 'image_to_video', input: { image: asset.id } }, null);
    expect(made).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_input',
        errors: [{ path: 'input.image', message: expect.stringMatching(/in the trash/) }],
      },
    });
    await test.studio.assets.restore(asset.id);
    expect((await test.studio.jobs.create({ kind: 'image_to_video', input: { image: asset.id } }, null)).ok).toBe(true);
  });

  it('is not tried again when its picture is gone for good, and says so', async () => {
    const test = studio();
    const { asset } = await addToLibrary(test, { type: 'image', name: 'Photo', width: 640, height: 480 });
    const job = await waitingFor(test, asset);
    await test.studio.jobs.cancel(job.id);
    await test.studio.assets.trash(asset.id);
    const trashed = await test.studio.jobs.retry(job.id);
    expect(trashed).toMatchObject({ ok: false, error: { detail: expect.stringMatching(/in the trash/) } });
    await test.studio.assets.purge(asset.id);
    const purged = await test.studio.jobs.retry(job.id);
    expect(purged).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_input',
        detail: expect.stringMatching(/deleted for good/),
        errors: [{ path: 'input.image' }],
      },
    });
  });
});

describe('one change to many', () => {
  it('is made to all that can take it, in one go; the others are named', async () => {
    const test = studio();
    const needed = await addToLibrary(test, { type: 'image', name: 'Photo' });
    const free = await addToLibrary(test);
    const unknown = newAssetId();
    const job = await waitingFor(test, needed.asset);
    const ids = [needed.asset.id, free.asset.id, unknown, free.asset.id];
    const changed = await test.studio.assets.change({ ids, change: { isTrashed: true, favourite: true } });
    expect(changed).toMatchObject({
      ok: true,
      value: {
        changed: [free.asset.id],
        refused: [
          { id: needed.asset.id, code: 'asset_in_use', detail: expect.stringContaining(job.id) },
          { id: unknown, code: 'not_found' },
        ],
      },
    });
    expect(await test.studio.assets.get(needed.asset.id)).toEqual(needed.asset);
    expect(await test.studio.assets.get(free.asset.id)).toMatchObject({
      favourite: true,
      deletedAt: expect.any(String),
    });
  });
});
