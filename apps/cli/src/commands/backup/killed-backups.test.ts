import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, type WatchEventType, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { type Folders, resolveFolders } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realStarter, startRealDaemon, stopRealDaemon } from '../../testing/real-daemon.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

const program = fileURLToPath(new URL('../../main.ts', import.meta.url));
/** More than the sockets between two processes take up, so that a backup is under way when the first of it is there. */
const clip = randomBytes(96 * 1024 * 1024);
const clipHash = createHash('sha256').update(clip).digest('hex');
const aims = 10;

let cli: TestCli;
let elsewhere: Folders;
const children: ChildProcess[] = [];
beforeEach(async () => {
  cli = createTestCli({ starter: realStarter });
  const folders = resolveFolders({ env: {}, platform: process.platform, homeDir: cli.home }, join(cli.cwd, 'restored'));
  if (!folders.ok) throw new Error(folders.error.detail);
  elsewhere = folders.value;
  await startRealDaemon(cli, cli.folders);
  await stopRealDaemon(cli, cli.folders);
  addClip();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await stopRealDaemon(cli, cli.folders);
  cli.dispose();
});

/** A clip of the library, as large as a backup must be to be hit in its middle. */
function addClip(): void {
  mkdirSync(join(cli.folders.media, '2026-01'), { recursive: true });
  writeFileSync(join(cli.folders.media, '2026-01', 'fox.mp4'), clip);
  const db = new DatabaseSync(cli.folders.databaseFile);
  // What the search is given of a row; nothing here is searched for.
  db.function('index_text', { varargs: true }, () => 'fox');
  db.prepare(
    `INSERT INTO asset (id, type, name, name_order, bytes, sha256, mime_type, favourite, warnings_json, path, created_at_ms)
     VALUES ('ast_01900000-0000-7000-8000-000000000000', 'video', 'A red fox', 'a red fox', ?, ?, 'video/mp4', 0, '[]', 'media/2026-01/fox.mp4', 1)`,
  ).run(clip.length, clipHash);
  db.close();
}

/** Calls `strike` at the moment at which a file or folder that begins so comes to be in `folder`. */
function onceThere(folder: string, beginning: string, strike: () => void): () => void {
  const watcher = watch(folder, (_event: WatchEventType, name) => {
    if (name?.startsWith(beginning) !== true) return;
    watcher.close();
    strike();
  });
  return () => watcher.close();
}

/** The command line in a process of its own, ended without notice as soon as its unfinished file is there. */
async function killedCommandLine(): Promise<boolean> {
  const args = ['--conditions=source', program, 'backup', 'studio.zip', '--media', '--force', '--data-dir', cli.home];
  const child = spawn(process.execPath, args, { cwd: cli.cwd, stdio: 'ignore' });
  children.push(child);
  const stopWatching = onceThere(cli.cwd, '.videoexpress-', () => child.kill('SIGKILL'));
  const signal = await new Promise<string | null>((resolve) => child.once('exit', (_code, by) => resolve(by)));
  stopWatching();
  return signal === 'SIGKILL';
}

/** The studio is whole, and nothing of a backup is left in it. */
function expectUnharmed(): void {
  const db = new DatabaseSync(cli.folders.databaseFile, { readOnly: true });
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(db.prepare('SELECT count(*) AS count FROM asset').get()).toEqual({ count: 1 });
  db.close();
  expect(readFileSync(join(cli.folders.media, '2026-01', 'fox.mp4')).equals(clip)).toBe(true);
}

async function expectNextSucceeds(): Promise<string> {
  const ran = await cli.run('backup', 'studio.zip', '--media', '--force');
  expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('Saved')]);
  expect(readdirSync(cli.cwd)).toEqual(['studio.zip']);
  expect(readdirSync(cli.folders.scratch).filter((name) => name.startsWith('backup-'))).toEqual([]);
  await stopRealDaemon(cli, cli.folders);
  expectUnharmed();
  expect((await cli.run('restore', 'studio.zip', '--data-dir', 'restored')).code).toBe(0);
  expect(readFileSync(join(elsewhere.media, '2026-01', 'fox.mp4')).equals(clip)).toBe(true);
  return ran.err;
}

describe('a backup in whose middle', { timeout: 240_000 }, () => {
  it.each([
    ['the copy of the database is made', () => cli.folders.scratch, 'backup-'],
    ['the file is written', () => cli.cwd, '.videoexpress-'],
  ])('the daemon is killed, as %s, leaves nothing, and the next one succeeds', async (_, folder, beginning) => {
    let isHit = false;
    for (let aim = 0; aim < aims && !isHit; aim += 1) {
      const link = await startRealDaemon(cli, cli.folders);
      writeFileSync(join(cli.cwd, 'studio.zip'), 'the backup before');
      const stopWatching = onceThere(folder(), beginning, () => process.kill(link.info.pid, 'SIGKILL'));
      const ran = await cli.run('backup', 'studio.zip', '--media', '--force', '--json');
      stopWatching();
      if (ran.code === 0) continue;
      isHit = true;
      expect(JSON.parse(ran.out).error.code).toBe('backup_failed');
      expect(readdirSync(cli.cwd)).toEqual(['studio.zip']);
      expect(readFileSync(join(cli.cwd, 'studio.zip'), 'utf8')).toBe('the backup before');
      expectUnharmed();
    }
    expect(isHit).toBe(true);
    await startRealDaemon(cli, cli.folders);
    await expectNextSucceeds();
  });

  it.each([
    ['over a running daemon', true],
    ['without a daemon', false],
  ])(
    'the command line is killed, %s, has no name, is taken away by the next one, which succeeds',
    async (_, isRunning) => {
      if (isRunning) await startRealDaemon(cli, cli.folders);
      let isHit = false;
      for (let aim = 0; aim < aims && !isHit; aim += 1) {
        writeFileSync(join(cli.cwd, 'studio.zip'), 'the backup before');
        isHit = await killedCommandLine();
      }
      expect(isHit).toBe(true);
      expect(readFileSync(join(cli.cwd, 'studio.zip'), 'utf8')).toBe('the backup before');
      const [left = ''] = readdirSync(cli.cwd).filter((name) => name !== 'studio.zip');
      expect(left).toMatch(/^\.videoexpress-backup-.*\.part$/);
      const refused = await cli.run('restore', left, '--data-dir', 'restored', '--json');
      expect(JSON.parse(refused.out).error.code).toBe('not_a_backup');
      expect(existsSync(elsewhere.data)).toBe(false);
      if (isRunning) {
        // The daemon hears of it when it next writes into the connection.
        await expect
          .poll(() => readdirSync(cli.folders.scratch).filter((name) => name.startsWith('backup-')), {
            timeout: 30_000,
          })
          .toEqual([]);
      }
      expect(await expectNextSucceeds()).toContain(`cut off. What it left was removed: ${left}`);
    },
  );
});
