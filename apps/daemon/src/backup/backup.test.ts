import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { newJobId } from '@videoexpress/job-schema';
import { newestVersion } from '@videoexpress/local-store';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  backUpTo,
  backupProgramUnderTest,
  backupsOf,
  unusedFolders,
  wholeBackupProgram,
} from '../testing/backup-parts.ts';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';
import type { TestStudio } from '../testing/test-studio.ts';

const studio = keptStudios();
let target = unusedFolders();
let file = '';
const signal = new AbortController().signal;
beforeEach(() => {
  target = unusedFolders();
  file = join(target.root ?? '', 'backup.zip');
});
afterEach(() => rmSync(target.root ?? '', { recursive: true, force: true }));

/** A studio with clips, one of them in the trash, and jobs that wait. */
async function usedStudio(): Promise<TestStudio> {
  const test = studio();
  await addToLibrary(test, { name: 'A red fox' }, { content: 'x'.repeat(700_000) });
  await addToLibrary(test, { name: '静かな湖' });
  const { asset } = await addToLibrary(test, { name: 'Gone soon' });
  await test.studio.assets.trash(asset.id);
  await test.studio.queue.pause();
  await test.create();
  return test;
}

function restored(): ReturnType<typeof backupProgramUnderTest.restore> {
  return backupProgramUnderTest.restore({ path: file, folders: target, signal });
}

describe('a backup', () => {
  it('holds all that was committed and every file, and comes back with modes of its own', async () => {
    const test = await usedStudio();
    await test.store.sessions.insert({ idHash: 'someone', createdAtMs: 1 });
    await backUpTo(file, backupsOf(test, ['RUNPOD_API_KEY']));
    const checked = await backupProgramUnderTest.check(file, signal);
    expect(checked).toMatchObject({
      ok: true,
      value: {
        manifest: {
          schemaVersion: newestVersion,
          media: true,
          counts: { jobs: 1, unendedJobs: 1, assets: 3, trashed: 1, projects: 0 },
          gaps: [],
          secretsNotHeld: ['RUNPOD_API_KEY'],
        },
      },
    });
    expect(await restored()).toEqual(checked);
    const names = (folder: string) => readdirSync(folder, { recursive: true }).map(String).toSorted();
    for (const each of ['media', 'posters'] as const) {
      expect(names(target[each])).toEqual(names(test.folders[each]));
      for (const name of names(target[each])) {
        const [copy, original] = [join(target[each], name), join(test.folders[each], name)];
        const mode = statSync(copy).mode & 0o777;
        expect([name, mode.toString(8)]).toEqual([name, statSync(copy).isDirectory() ? '700' : '600']);
        if (mode === 0o600) expect(readFileSync(copy).equals(readFileSync(original))).toBe(true);
      }
    }
    expect(statSync(target.data).mode & 0o777).toBe(0o700);
    const db = new Database(target.databaseFile, { readonly: true });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('SELECT count(*) FROM session').pluck().get()).toBe(0);
    expect(db.prepare("SELECT value_json FROM setting WHERE key = 'queue.paused'").pluck().get()).toBe('true');
    db.close();
    expect(readFileSync(test.folders.databaseFile).includes('someone')).toBe(false);
    // Only what belongs there: no half of the restore, nothing of the copy.
    expect(readdirSync(target.root ?? '').toSorted()).toEqual(['backup.zip', 'data', 'state']);
    expect(readdirSync(test.folders.scratch).filter((name) => name.startsWith('backup-'))).toEqual([]);
  });

  it('without media holds the database alone, and says so', async () => {
    const test = await usedStudio();
    await backUpTo(file, backupsOf(test), false);
    expect(await restored()).toMatchObject({ ok: true, value: { manifest: { media: false, files: [{}] } } });
    expect(readdirSync(target.data)).toEqual(['videoexpress.db']);
  });

  it('taken in the middle of writes is one moment of them, with all that came before', async () => {
    const test = await usedStudio();
    const openBackup = backupsOf(test);
    const before: string[] = [];
    for (let count = 0; count < 20; count += 1) before.push((await test.create()).id);
    let isOver = false;
    const writes = (async () => {
      while (!isOver) {
        const job = await test.create();
        await test.studio.jobs.edit(job.id, { priority: 3 });
        if (job.id.endsWith('0')) await test.studio.jobs.cancel(job.id);
        // Everything here settles without the event loop: the copy's child would never be heard.
        await setImmediate();
      }
    })();
    await backUpTo(file, openBackup);
    isOver = true;
    await writes;
    expect((await restored()).ok).toBe(true);
    const db = new Database(target.databaseFile, { readonly: true });
    const ids = new Set(db.prepare('SELECT id FROM job').pluck().all());
    expect(before.filter((id) => !ids.has(id))).toEqual([]);
    // A job and its first event are one transaction: a copy that had torn one apart would show it.
    const told = new Set(db.prepare("SELECT payload_json ->> '$.id' FROM event WHERE topic = 'job'").pluck().all());
    expect([...ids].filter((id) => !told.has(id))).toEqual([]);
    db.close();
  });

  it('keeps what is purged meanwhile until it was read, then lets it go', async () => {
    const test = await usedStudio();
    const opened = await backupsOf(test)({ media: true, signal });
    if (!opened.ok) throw new Error(opened.error.detail);
    const posters = readdirSync(test.folders.posters).length;
    expect(await test.studio.assets.emptyTrash()).toMatchObject({ count: 1 });
    expect(readdirSync(test.folders.posters)).toHaveLength(posters);
    opened.value.stream.resume();
    await new Promise((resolve) => opened.value.stream.once('close', resolve));
    await opened.value.discard();
    await expect.poll(() => readdirSync(test.folders.posters).length).toBe(posters - 1);
  });

  it('says which files of the library were not there, or were changed by something else', async () => {
    const test = studio();
    const missing = await addToLibrary(test, { name: 'Missing' });
    const changed = await addToLibrary(test, { name: 'Changed' });
    unlinkSync(missing.file);
    writeFileSync(changed.file, 'other bytes');
    await backUpTo(file, backupsOf(test));
    const name = (path: string) => path.slice(test.folders.data.length + 1);
    expect(await restored()).toMatchObject({
      value: {
        manifest: {
          gaps: [
            { name: name(missing.file), why: 'missing' },
            { name: name(changed.file), why: 'changed' },
          ].toSorted((a, b) => a.name.localeCompare(b.name)),
        },
      },
    });
  });

  it('is made one at a time, and the next one works after one that nobody took', async () => {
    const test = await usedStudio();
    const openBackup = backupsOf(test);
    const left = new AbortController();
    const first = await openBackup({ media: true, signal: left.signal });
    expect(await openBackup({ media: true, signal })).toMatchObject({ ok: false, error: { code: 'under_way' } });
    if (!first.ok) throw new Error(first.error.detail);
    first.value.stream.on('error', () => undefined);
    left.abort();
    first.value.stream.destroy();
    await first.value.discard();
    await backUpTo(file, openBackup);
    expect((await backupProgramUnderTest.check(file, signal)).ok).toBe(true);
  });

  it('of a studio that does not run is the same, and changes nothing there', async () => {
    const test = await usedStudio();
    await test.close();
    const before = readFileSync(test.folders.databaseFile);
    const wish = { folders: test.folders, path: file, media: true, secretsNotHeld: [], signal };
    expect(await wholeBackupProgram.write(wish)).toEqual({ ok: true, value: null });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(test.folders.databaseFile).equals(before)).toBe(true);
    expect(readdirSync(test.folders.data).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
    expect((await restored()).ok).toBe(true);
    expect(await backupProgramUnderTest.write({ ...wish, folders: unusedFolders() })).toMatchObject({
      error: { code: 'nothing_to_back_up' },
    });
  });

  it('of a database that is damaged or newer is refused with its reason, and leaves nothing', async () => {
    const test = await usedStudio();
    await test.close();
    const wish = { folders: test.folders, path: file, media: false, secretsNotHeld: [], signal };
    const db = new Database(test.folders.databaseFile);
    db.pragma('user_version = 99');
    db.close();
    expect(await backupProgramUnderTest.write(wish)).toMatchObject({
      error: { code: 'database_too_new', exitCode: 7, message: expect.stringContaining('version 99') },
    });
    writeFileSync(test.folders.databaseFile, 'No database');
    expect(await backupProgramUnderTest.write(wish)).toMatchObject({
      error: { code: 'database_corrupt', exitCode: 7 },
    });
    expect([existsSync(file), readdirSync(test.folders.scratch).filter((name) => name.startsWith('backup-'))]).toEqual([
      false,
      [],
    ]);
  });

  it('that is called off leaves no file', async () => {
    const test = await usedStudio();
    await test.close();
    const off = new AbortController();
    const wish = { folders: test.folders, path: file, media: true, secretsNotHeld: [], signal: off.signal };
    const writing = backupProgramUnderTest.write(wish);
    off.abort();
    expect(await writing).toMatchObject({ ok: false });
    expect([existsSync(file), readdirSync(test.folders.scratch).filter((name) => name.startsWith('backup-'))]).toEqual([
      false,
      [],
    ]);
  });
});

describe('a restore', () => {
  it('is refused over anything, even over one empty folder, and touches nothing', async () => {
    const test = await usedStudio();
    await backUpTo(file, backupsOf(test));
    mkdirSync(join(target.data, 'media'), { recursive: true });
    expect(await restored()).toMatchObject({ ok: false, error: { code: 'folder_not_empty', exitCode: 2 } });
    expect(readdirSync(target.data)).toEqual(['media']);
    rmSync(join(target.data, 'media'), { recursive: true });
    expect((await restored()).ok).toBe(true);
  });

  it('is refused while a daemon holds the studio', async () => {
    const test = await usedStudio();
    await backUpTo(file, backupsOf(test));
    mkdirSync(target.state, { recursive: true });
    const holder = new Database(target.lockFile);
    holder.exec('BEGIN EXCLUSIVE');
    expect(await restored()).toMatchObject({ ok: false, error: { code: 'locked', exitCode: 4 } });
    holder.close();
    expect(existsSync(target.data)).toBe(false);
  });

  it('leaves a queue that had no work as it was', async () => {
    const test = studio();
    await addToLibrary(test);
    await backUpTo(file, backupsOf(test));
    expect((await restored()).ok).toBe(true);
    const db = new Database(target.databaseFile, { readonly: true });
    expect(db.prepare("SELECT count(*) FROM setting WHERE key = 'queue.paused'").pluck().get()).toBe(0);
    db.close();
  });

  it('removes what an earlier one left that was killed', async () => {
    const test = await usedStudio();
    await backUpTo(file, backupsOf(test));
    const half = join(target.root ?? '', `.data.restore-${newJobId().slice(-12)}`);
    mkdirSync(half);
    writeFileSync(join(half, 'videoexpress.db'), 'half');
    expect((await restored()).ok).toBe(true);
    expect(existsSync(half)).toBe(false);
  });
});
