import { createWriteStream, existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { BackupManifest } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { backUpTo, backupProgramUnderTest, backupsOf, unusedFolders } from '../testing/backup-parts.ts';
import { keptStudios } from '../testing/kept-studios.ts';
import { addToLibrary } from '../testing/library-clips.ts';
import { sha256Of } from '../testing/sha256-of.ts';

const studio = keptStudios();
const signal = new AbortController().signal;
let target = unusedFolders();
let file = '';
beforeEach(() => {
  target = unusedFolders();
  file = join(target.root ?? '', 'backup.zip');
});
afterEach(() => rmSync(target.root ?? '', { recursive: true, force: true }));

/** What came of restoring the file; and that no file lies anywhere but in the state folder. */
async function refusal(): Promise<string> {
  const restored = await backupProgramUnderTest.restore({ path: file, folders: target, signal });
  const left = readdirSync(target.root ?? '').filter((name) => name !== 'backup.zip' && name !== 'state');
  if (left.length > 0) throw new Error(`It left ${left.join(', ')}`);
  return restored.ok ? 'restored' : `${restored.error.code}: ${restored.error.message}`;
}

async function realBackup(): Promise<void> {
  const test = studio();
  await addToLibrary(test, { name: 'A red fox' }, { content: 'fox '.repeat(50_000) });
  await backUpTo(file, backupsOf(test));
}

/** A database as it would lie in a backup. */
function databaseBytes(change: (db: Database.Database) => void = () => undefined): Buffer {
  const path = join(target.root ?? '', 'made.db');
  const db = new Database(path);
  db.pragma('user_version = 4');
  change(db);
  db.close();
  const bytes = readFileSync(path);
  rmSync(path);
  return bytes;
}

interface MadeFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly mode?: number;
}

/** Writes a backup by hand, with a manifest that fits unless it is changed. */
async function makeByHand(
  files: readonly MadeFile[],
  change: (manifest: BackupManifest) => object = (manifest) => manifest,
): Promise<void> {
  const manifest: BackupManifest = {
    format: 'videoexpress-backup',
    formatVersion: 1,
    appVersion: '9.9.9',
    schemaVersion: 4,
    madeAt: '2026-01-01T00:00:00.000Z',
    media: true,
    counts: { jobs: 0, unendedJobs: 0, assets: 0, trashed: 0, projects: 0 },
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes) })),
    gaps: [],
    secretsNotHeld: [],
  };
  const zip = new ZipFile();
  for (const { name, bytes, mode = 0o100600 } of files) zip.addBuffer(bytes, name, { mode, compress: false });
  // Uncompressed, so that a test can change the bytes of names in both places at once.
  zip.addBuffer(Buffer.from(JSON.stringify(change(manifest))), 'manifest.json', { compress: false });
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(file)));
}

const database = (bytes = databaseBytes()): MadeFile => ({ name: 'videoexpress.db', bytes });

describe('a restore refuses', () => {
  it.each([
    ['nothing at all', () => undefined, 'not_a_backup'],
    ['a text', () => writeFileSync(file, 'This is a shopping list. '.repeat(20)), 'not_a_backup'],
    ['an empty file', () => writeFileSync(file, ''), 'not_a_backup'],
  ])('%s', async (_, make, code) => {
    make();
    expect(await refusal()).toMatch(new RegExp(`^${code}: .*backup\\.zip`));
  });

  it('a backup that was cut off, wherever that was', async () => {
    await realBackup();
    const { length } = readFileSync(file);
    for (const share of [0.999, 0.7, 0.3, 0.01]) {
      truncateSync(file, Math.floor(length * share));
      expect(await refusal()).toMatch(/^(not_a_backup|backup_damaged): /);
    }
  });

  it('a backup with a flipped byte in a clip, in its database and in its list', async () => {
    await realBackup();
    const whole = readFileSync(file);
    const list = whole.lastIndexOf('manifest.json');
    for (const at of [whole.indexOf('fox fox fox') + 1000, whole.indexOf('videoexpress.db') + 300, list + 2]) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x11;
      writeFileSync(file, bytes);
      expect(await refusal()).toMatch(/^(not_a_backup|backup_damaged): /);
      expect((await backupProgramUnderTest.check(file, signal)).ok).toBe(false);
    }
  });

  it('another ZIP, and a manifest of something else', async () => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('hello'), 'media/letter.txt');
    zip.end();
    await finished(zip.outputStream.pipe(createWriteStream(file)));
    expect(await refusal()).toMatch(/^not_a_backup: .*no manifest/);
    await makeByHand([database()], () => ({ format: 'holiday-photos', formatVersion: 1 }));
    expect(await refusal()).toMatch(/^not_a_backup: .*something else/);
  });

  it('one made by a later program, with both versions', async () => {
    await makeByHand([database()], (manifest) => ({ ...manifest, formatVersion: 2, files: 'in another form' }));
    expect(await refusal()).toMatch(/^backup_too_new: .*9\.9\.9 in format 2.*up to 1/);
    await makeByHand([database(databaseBytes((db) => db.pragma('user_version = 99')))]);
    expect(await refusal()).toMatch(/^database_too_new: .*version 99.*up to/);
  });

  it('a database that is none, that is damaged, and none at all', async () => {
    await makeByHand([database(Buffer.from('no database'))]);
    expect(await refusal()).toMatch(/^backup_damaged: .*backup\.zip.*its database/);
    await makeByHand([database()]);
    expect(await refusal()).toMatch(/^backup_damaged: .*none of a studio/);
    await makeByHand([{ name: 'media/a.mp4', bytes: Buffer.from('clip') }]);
    expect(await refusal()).toMatch(/^backup_damaged: .*no database/);
  });

  it.each([
    '../evil.txt',
    '/etc/evil.t',
    'media/../../',
    'media/..\\..\\',
    'state/token',
    'data/x/y/z1',
    '.bashrc.txt',
  ])('the name %s, wherever it stands', async (name) => {
    // The library that writes archives refuses such names itself, so the bytes are changed afterwards.
    const stand = `media/${'x'.repeat(name.length)}`.slice(0, name.length).replace(/.$/, 'x');
    await makeByHand([database(), { name: stand, bytes: Buffer.from('evil') }]);
    writeFileSync(file, Buffer.from(readFileSync(file, 'latin1').replaceAll(stand, name), 'latin1'));
    expect(await refusal()).toMatch(/^(backup_damaged|not_a_backup): /);
    expect(existsSync(join(target.root ?? '', '..', 'evil.txt'))).toBe(false);
  });

  it('links, folders that stand as files, and what nobody listed', async () => {
    await makeByHand([database(), { name: 'media/link.mp4', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 }]);
    expect(await refusal()).toMatch(/^backup_damaged: .*no ordinary file/);
    await makeByHand([database(), { name: 'media/a.mp4', bytes: Buffer.from('clip') }], (manifest) => ({
      ...manifest,
      files: manifest.files.slice(0, 1),
    }));
    expect(await refusal()).toMatch(/^backup_damaged: .*unasked/);
    await makeByHand([database()], (manifest) => ({
      ...manifest,
      files: [...manifest.files, { name: 'media/b.mp4', bytes: 1, sha256: 'a'.repeat(64) }],
    }));
    expect(await refusal()).toMatch(/^backup_damaged: .*not in it/);
  });

  it('two files that lie at one place', async () => {
    const clip = { name: 'media/a', bytes: Buffer.from('file') };
    await makeByHand([database(), clip, { name: 'media/a/b', bytes: Buffer.from('below it') }]);
    expect(await refusal()).toMatch(/^backup_failed: /);
  });
});
