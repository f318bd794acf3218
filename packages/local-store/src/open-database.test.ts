import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestVersion } from './migrations/index.ts';
import { openDatabase } from './open-database.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videoexpress-store-'));
  path = join(folder, 'videoexpress.db');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** A database with something in it, closed. */
function usedDatabase(): void {
  const opened = openDatabase(path);
  if (!opened.ok) throw new Error(opened.error.detail);
  const fill = opened.value.prepare('INSERT INTO setting VALUES (?, ?)');
  for (let row = 0; row < 2000; row += 1) fill.run(`key ${row}`, JSON.stringify('x'.repeat(50)));
  opened.value.close();
}

describe('opening the database', () => {
  it('runs in WAL mode with full flushes, foreign keys, a short busy timeout and a limited journal', () => {
    const opened = openDatabase(path);
    if (!opened.ok) throw new Error(opened.error.detail);
    const pragma = (name: string) => opened.value.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(250);
    expect(pragma('journal_size_limit')).toBe(64 * 1024 * 1024);
    expect(pragma('user_version')).toBe(newestVersion);
    opened.value.close();
  });

  it.each([
    ['flipped bytes', (file: string) => flip(file)],
    ['a truncated file', (file: string) => truncateSync(file, 20_000)],
    ['another kind of file', (file: string) => writeFileSync(file, 'This is a shopping list, not a database.')],
  ])('refuses %s, leaves it untouched, and names the way back', (_, damage) => {
    usedDatabase();
    damage(path);
    const before = readFileSync(path);
    const opened = openDatabase(path);
    expect(opened).toMatchObject({ ok: false, error: { code: 'corrupt' } });
    if (!opened.ok) expect(opened.error.detail).toMatch(/Restore a backup/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a schema newer than it knows, with both versions, and leaves the file untouched', () => {
    usedDatabase();
    const db = new Database(path);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(path);
    const opened = openDatabase(path);
    expect(opened).toMatchObject({
      ok: false,
      error: { code: 'too_new', detail: expect.stringMatching(/version 99.*up to/) },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('never makes an empty database where there should be a full one', () => {
    expect(openDatabase(path, { expectContent: true })).toMatchObject({ ok: false, error: { code: 'corrupt' } });
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '');
    expect(openDatabase(path, { expectContent: true })).toMatchObject({ ok: false, error: { code: 'corrupt' } });
    rmSync(path);
    writeFileSync(`${path}-wal`, 'what was not yet written back');
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { code: 'corrupt' } });
    expect(existsSync(path)).toBe(false);
  });

  it('begins anew over an empty file of a first start that was cut off', () => {
    writeFileSync(path, '');
    const opened = openDatabase(path);
    expect(opened.ok).toBe(true);
    if (opened.ok) opened.value.close();
  });

  it('refuses a file that it may read but not write', () => {
    usedDatabase();
    // Root may write everything, so the file itself says so: the format's write version, beyond any known one.
    const bytes = readFileSync(path);
    bytes.writeUInt8(3, 18);
    writeFileSync(path, bytes);
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { code: 'read_only' } });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('says so when another program holds it', () => {
    usedDatabase();
    const other = new Database(path);
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    expect(openDatabase(path)).toMatchObject({ ok: false, error: { code: 'busy' } });
    other.exec('ROLLBACK');
    other.close();
  });
});

describe('migrations', () => {
  const killer = fileURLToPath(new URL('./testing/killed-migration.ts', import.meta.url));

  /** Migrates in a process of its own, which kills itself at the step named; says whether it was killed. */
  function migrateAndDieAt(step: string): boolean {
    const run = spawnSync(process.execPath, ['--conditions=source', killer, path, step], { encoding: 'utf8' });
    if (run.signal === null && run.status !== 0) throw new Error(run.stderr);
    return run.signal === 'SIGKILL';
  }

  it.each(['queue and library', 'second', 'third', 'commit'])(
    'killed at “%s” leave the old schema whole, and the next start brings it up to date',
    (step) => {
      expect(migrateAndDieAt('nowhere after one')).toBe(false);
      const before = new Database(path, { readonly: true });
      expect(before.pragma('user_version', { simple: true })).toBe(1);
      before.close();
      const killed = migrateAndDieAt(step);
      expect(killed).toBe(step !== 'queue and library');
      const between = new Database(path, { readonly: true });
      const version = between.pragma('user_version', { simple: true });
      const kept = between.prepare("SELECT value_json FROM setting WHERE key = 'kept'").pluck().get();
      between.close();
      expect(kept).toBe('"yes"');
      expect(version).toBe(killed ? 1 : 3);
      expect(existsSync(`${path}.before-v3.bak`)).toBe(true);
      expect(migrateAndDieAt('nowhere')).toBe(false);
      const after = new Database(path, { readonly: true });
      expect(after.pragma('user_version', { simple: true })).toBe(3);
      expect(after.prepare('SELECT count(*) FROM third').pluck().get()).toBe(0);
      after.close();
      const backup = new Database(`${path}.before-v3.bak`, { readonly: true });
      expect(backup.pragma('user_version', { simple: true })).toBe(1);
      backup.close();
    },
  );

  it('write their backup beside its name first, over what a kill left there', () => {
    expect(migrateAndDieAt('nowhere after one')).toBe(false);
    writeFileSync(`${path}.before-v3.bak.part`, 'half a copy');
    expect(migrateAndDieAt('nowhere')).toBe(false);
    expect(existsSync(`${path}.before-v3.bak.part`)).toBe(false);
    const backup = new Database(`${path}.before-v3.bak`, { readonly: true });
    expect(backup.pragma('quick_check', { simple: true })).toBe('ok');
    backup.close();
  });
});

function flip(file: string): void {
  const bytes = readFileSync(file);
  for (let at = 4096; at < bytes.length; at += 512) bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
}
