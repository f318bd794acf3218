import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createClipFiles } from './clip-files.ts';

let root: string;
let stopWatching: () => void;
/** What was flushed to the disk, by the number that the file system knows it by. */
let flushed: number[];

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-notes-'));
  flushed = [];
  const any = await open(root, 'r');
  const handles: Pick<FileHandle, 'sync'> = Object.getPrototypeOf(any);
  await any.close();
  const { sync } = handles;
  handles.sync = async function (this: FileHandle) {
    flushed.push((await this.stat()).ino);
    await sync.call(this);
  };
  stopWatching = () => void (handles.sync = sync);
});
afterEach(() => {
  stopWatching();
  rmSync(root, { recursive: true });
});

function clipFiles() {
  const folder = (name: string) => join(root, name);
  const [media, posters, scratch] = [folder('media'), folder('posters'), folder('scratch')];
  return createClipFiles({ media, posters, scratch, quarantine: folder('bad'), uploads: folder('uploads') });
}

/** Windows journals names by itself. */
const folders = (...inodes: number[]) => (process.platform === 'win32' ? [] : inodes);
const inode = (...path: string[]) => statSync(join(root, ...path)).ino;

it('leaves a note of an import that outlives a power cut: the note, its name and its folder', async () => {
  const files = clipFiles();
  const note = { assetId: 'ast_1', month: '2026-01' };
  expect(await files.noteImport(note)).toMatchObject({ ok: true });
  const file = inode('uploads', 'ast_1.2026-01.import');
  expect(new Set(flushed)).toEqual(new Set([...folders(inode(), inode('uploads')), file]));
  expect(await files.unfinishedImports()).toEqual([note]);
});

it('makes the folder of a month so that it outlives a power cut, once', async () => {
  const files = clipFiles();
  const path = files.clipPath('2026-01', 'ast_1.mp4');
  expect(await files.prepare(path)).toMatchObject({ ok: true });
  expect(flushed).toEqual(folders(inode('media'), inode()));
  flushed = [];
  expect(await files.prepare(path)).toMatchObject({ ok: true });
  expect(flushed).toEqual([]);
});
