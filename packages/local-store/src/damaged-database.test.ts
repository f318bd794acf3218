import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitMarkFile } from './commit-mark.ts';
import { openDatabase } from './open-database.ts';
import { openLibrary, type TestLibrary } from './testing/open-library.ts';
import { openLocalStore } from './open-local-store.ts';

let killed = '';
let rows: unknown;
const roots: string[] = [];

/** A database as a kill leaves it: some of it written back, the newest commits in the journal alone. */
beforeAll(async () => {
  killed = mkdtempSync(join(tmpdir(), 'videoexpress-damage-'));
  roots.push(killed);
  const library: TestLibrary = openLibrary();
  for (let count = 0; count < 30; count += 1) await library.add({ name: `Early ${count}` });
  library.connection.pragma('wal_checkpoint(TRUNCATE)');
  for (let count = 0; count < 40; count += 1) await library.add({ name: `Late ${count}` });
  // The mark follows in the same turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
  const from = library.connection.name;
  for (const end of ['', '-wal', '-shm', '-mark']) copyFileSync(`${from}${end}`, join(killed, `videoexpress.db${end}`));
  rows = library.connection.prepare('SELECT id, name FROM asset ORDER BY id').all();
  await library.discard();
});
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

/** A copy of what the kill left, which may be damaged. */
function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-damage-'));
  roots.push(folder);
  for (const name of readdirSync(killed)) copyFileSync(join(killed, name), join(folder, name));
  return join(folder, 'videoexpress.db');
}

function bytesOf(path: string): Buffer[] {
  return ['', '-wal', '-mark'].map((end) =>
    existsSync(`${path}${end}`) ? readFileSync(`${path}${end}`) : Buffer.alloc(0),
  );
}

/** Opens it: `whole`, with every row, or why not. What is refused must be as it was. */
function open(path: string): 'whole' | 'lossy' | { code: string; detail: string } {
  const before = bytesOf(path);
  const opened = openDatabase(path);
  if (!opened.ok) {
    for (const [index, bytes] of bytesOf(path).entries()) expect(bytes.equals(before[index] ?? bytes)).toBe(true);
    return opened.error;
  }
  const found = opened.value.prepare('SELECT id, name FROM asset ORDER BY id').all();
  opened.value.close();
  return JSON.stringify(found) === JSON.stringify(rows) ? 'whole' : 'lossy';
}

function flip(file: string, at: number, mask = 0x40): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ mask;
  writeFileSync(file, bytes);
}

const walHeaderBytes = 32;
const frameBytes = 24 + 4096;

describe('a database after a kill', () => {
  it('is opened with everything that was committed', () => {
    expect(open(copy())).toBe('whole');
  });

  it('whose journal was taken away is refused, with the number of changes that are missing and the ways back', () => {
    const path = copy();
    rmSync(`${path}-wal`);
    rmSync(`${path}-shm`);
    expect(open(path)).toMatchObject({ code: 'corrupt', detail: expect.stringMatching(/lacks its newest 40 changes/) });
    // Meant so: the person deletes the mark, as they were told.
    rmSync(commitMarkFile(path));
    expect(open(path)).toBe('lossy');
  });

  it.each([
    ['at its beginning', (file: string) => truncateSync(file, 0)],
    ['in its header', (file: string) => truncateSync(file, 20)],
    ['in the middle', (file: string) => truncateSync(file, walHeaderBytes + 60 * frameBytes + 1000)],
  ])('whose journal is cut off %s is refused', (_, cut) => {
    const path = copy();
    cut(`${path}-wal`);
    rmSync(`${path}-shm`);
    expect(open(path)).toMatchObject({ code: 'corrupt' });
  });

  it.each([
    ['the magic number of the journal', 1],
    ['the salt of the journal', 17],
    ['the first frame of the journal', walHeaderBytes + 24 + 100],
    ['the head of a frame of the journal', walHeaderBytes + 30 * frameBytes + 9],
    ['a frame in the middle of the journal', walHeaderBytes + 40 * frameBytes + 2000],
  ])('with a flipped bit in %s is refused: SQLite itself would pass over what comes behind it', (_, at) => {
    const path = copy();
    rmSync(`${path}-shm`);
    flip(`${path}-wal`, at);
    expect(open(path)).toMatchObject({ code: 'corrupt' });
  });

  it('is opened whole over an index of the journal that is damaged or gone: it is made anew', () => {
    for (const damage of [0, 8, 40, 100, 200, 16_000]) {
      const path = copy();
      flip(`${path}-shm`, damage);
      expect(open(path)).toBe('whole');
    }
  });

  it.each([
    ['the magic word', 3],
    ['the page size', 16],
    ['the version of the format', 19],
    ['the root of the schema', 100],
    ['the cells of the schema', 105],
    ['the text encoding', 59],
  ])('with a flipped bit in %s is refused or whole, never half', (_, at) => {
    const path = copy();
    // Written back first, or the journal would cover the damage.
    writeBack(path);
    flip(path, at);
    expect(open(path)).not.toBe('lossy');
  });

  it('cut off anywhere is refused', () => {
    const path = copy();
    writeBack(path);
    const whole = readFileSync(path);
    for (const part of [0.1, 0.3, 0.5, 0.9]) {
      writeFileSync(path, whole.subarray(0, Math.floor(whole.length * part)));
      expect(open(path)).toMatchObject({ code: 'corrupt' });
    }
    writeFileSync(path, '');
    expect(open(path)).toMatchObject({ code: 'corrupt', detail: expect.stringContaining('is empty') });
    rmSync(path);
    expect(open(path)).toMatchObject({ code: 'corrupt', detail: expect.stringContaining('is gone') });
    expect(existsSync(path)).toBe(false);
  });

  it('with a flipped bit anywhere in its pages is never opened with a row less', () => {
    const path = copy();
    writeBack(path);
    const whole = readFileSync(path);
    const count = (rows as unknown[]).length;
    for (let at = 5; at < whole.length; at += Math.floor(whole.length / 150)) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      writeFileSync(path, damaged);
      const opened = openDatabase(path);
      if (!opened.ok) continue;
      // A letter in a text is beyond what SQLite can know; that a row is there is not.
      let found = -1;
      try {
        found = Number(opened.value.prepare('SELECT count(*) FROM asset NOT INDEXED').pluck().get());
      } catch {
        found = count;
      }
      opened.value.close();
      expect([at, found]).toEqual([at, count]);
      expect(readFileSync(path).length).toBeGreaterThan(0);
    }
  });
});

describe('the mark of the newest commit', () => {
  it('is no longer ahead once the store was closed, and is exact', async () => {
    const path = copy();
    const opened = openLocalStore(path, { dataFolder: join(path, '..') });
    if (!opened.ok) throw new Error(opened.error.detail);
    await opened.value.queue.appendEvent(
      { topic: 'health', payload: { id: 'a', label: 'A', status: 'ok', latencyMs: null, detail: '', fix: null } },
      1,
    );
    await opened.value.close();
    const db = new Database(path, { readonly: true });
    const newest = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'event'").pluck().get();
    db.close();
    expect(Number(readFileSync(commitMarkFile(path), 'latin1'))).toBe(newest);
    expect(open(path)).toBe('whole');
  });

  it('that cannot be read or written stops nothing', () => {
    const path = copy();
    writeFileSync(commitMarkFile(path), 'no number at all');
    expect(open(path)).toBe('whole');
  });
});

function writeBack(path: string): void {
  const db = new Database(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
