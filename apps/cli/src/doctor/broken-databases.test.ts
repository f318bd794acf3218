import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { type Children, ensureFolders } from '@videoexpress/host';
import { inspectTaskName } from '@videoexpress/job-schema';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDaemonStarter } from '../daemon-link/daemon-starter.ts';
import { contentChildren, doctorContext, everythingBelow } from '../testing/doctor-context.ts';
import { realStarter, startRealDaemon, stopRealDaemon } from '../testing/real-daemon.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import type { Finding } from './check.ts';
import { runChecks } from './run-checks.ts';

/** The data folder of a studio that was started and stopped once, with one clip and its poster. */
const model = mkdtempSync(join(tmpdir(), 'videoexpress-model-'));
let cli: TestCli;
let running: ChildProcess | null = null;

const clip = 'media/2026-03/A red fox.mp4';

beforeAll(async () => {
  const first = createTestCli({ starter: realStarter });
  await startRealDaemon(first, first.folders);
  await stopRealDaemon(first, first.folders);
  const db = new DatabaseSync(first.folders.databaseFile);
  const columns = `place, id, type, name, name_order, bytes, sha256, mime_type, favourite, warnings_json, path, poster_path, created_at_ms`;
  db.exec(`INSERT INTO asset (${columns})
    VALUES (1, 'ast_1', 'video', 'Fox', 'fox', 4, 'a', 'video/mp4', 0, '[]', '${clip}', 'posters/ast_1.webp', 1)`);
  db.close();
  for (const [path, text] of [
    [clip, 'clip'],
    ['posters/ast_1.webp', 'poster'],
  ] as const) {
    mkdirSync(dirname(join(first.folders.data, path)), { recursive: true, mode: 0o700 });
    writeFileSync(join(first.folders.data, path), text, { mode: 0o600 });
  }
  cpSync(first.home, model, { recursive: true });
  first.dispose();
}, 120_000);
afterAll(() => rmSync(model, { recursive: true, force: true }));

beforeEach(() => {
  cli = createTestCli({ starter: realStarter });
  cpSync(model, cli.home, { recursive: true });
  ensureFolders(cli.folders);
});
afterEach(async () => {
  if (running !== null) {
    running.kill('SIGKILL');
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
    running = null;
  }
  cli.dispose();
});

/** The look at the database is real; that the libraries load is looked at once, in the first test. */
const look = (libraries = contentChildren): Promise<Finding[]> => {
  const { children } = cli.outside.starter;
  const start: Children['start'] = (task, input, options) =>
    (task === inspectTaskName ? children : libraries).start(task, input, options);
  return runChecks(doctorContext(cli, { children: { ...children, start } }));
};

interface Fault {
  readonly what: string;
  readonly breakIt: (path: string) => void | Promise<void>;
  readonly id: string;
  readonly status: 'note' | 'fail';
  readonly says: RegExp;
  readonly fix: RegExp;
}

function overwrite(path: string, at: number, text: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, text, at);
  closeSync(file);
}

const faults: readonly Fault[] = [
  {
    what: 'damaged in the middle',
    breakIt: (path) => {
      for (let at = 4096; at < readFileSync(path).length; at += 2048) overwrite(path, at, 'rubbish'.repeat(40));
    },
    id: 'database_file',
    status: 'fail',
    says: /is damaged/,
    fix: /videoexpress restore/,
  },
  {
    what: 'another kind of file',
    breakIt: (path) => writeFileSync(path, 'A shopping list. '.repeat(500), { mode: 0o600 }),
    id: 'database_file',
    status: 'fail',
    says: /not a database/,
    fix: /videoexpress restore/,
  },
  {
    what: 'cut short',
    breakIt: (path) => truncateSync(path, 20_000),
    id: 'database_file',
    status: 'fail',
    says: /is damaged/,
    fix: /videoexpress restore/,
  },
  {
    what: 'emptied',
    breakIt: (path) => truncateSync(path, 0),
    id: 'database_file',
    status: 'fail',
    says: /damaged|lacks/,
    fix: /videoexpress restore/,
  },
  {
    what: 'of a newer program',
    breakIt: (path) => {
      const db = new DatabaseSync(path);
      db.exec('PRAGMA user_version = 99');
      db.close();
    },
    id: 'database_file',
    status: 'fail',
    says: /version 99; this program knows up to \d/,
    fix: /newer version/,
  },
  {
    what: 'gone',
    breakIt: (path) => rmSync(path),
    id: 'database_file',
    status: 'fail',
    says: /is gone, although/,
    fix: /videoexpress restore/,
  },
  {
    what: 'without the commits of its journal',
    breakIt: (path) => writeFileSync(`${path}-mark`, '0000000000009999', { mode: 0o600 }),
    id: 'database_file',
    status: 'fail',
    says: /lacks its newest/,
    fix: /videoexpress restore/,
  },
  {
    what: 'with a journal that cannot be read',
    breakIt: (path) => mkdirSync(`${path}-wal`, { mode: 0o700 }),
    id: 'database_file',
    status: 'fail',
    says: /-wal cannot be read/,
    fix: /chmod 600 '.*-wal'/,
  },
  {
    what: 'open in another program',
    breakIt: async (path) => {
      const script = `const { DatabaseSync } = require('node:sqlite');
        const db = new DatabaseSync(process.argv[1], { readOnly: true }); console.log('open'); setInterval(() => db, 1000)`;
      running = spawn(process.execPath, ['-e', script, path], { stdio: ['ignore', 'pipe', 'ignore'] });
      if (running.stdout !== null) await once(running.stdout, 'data');
    },
    id: 'database_file',
    status: 'fail',
    says: /^Process \d+ has .* open, and it is not this studio$/,
    fix: /Close that program/,
  },
  {
    what: 'with an asset whose file is gone',
    breakIt: (path) => rmSync(join(dirname(path), clip)),
    id: 'library_missing',
    status: 'fail',
    says: /^1 of 1 are missing: media\/2026-03\/A red fox\.mp4$/,
    fix: /backup with --media/,
  },
  {
    what: 'with a poster that is gone',
    breakIt: (path) => rmSync(join(dirname(path), 'posters'), { recursive: true }),
    id: 'library_posters',
    status: 'note',
    says: /^1 have no picture/,
    fix: /posters/,
  },
  {
    what: 'with a file that belongs to nothing',
    breakIt: (path) => writeFileSync(join(dirname(path), 'media', 'stray.mp4'), 'stray', { mode: 0o600 }),
    id: 'library_strays',
    status: 'note',
    says: /^1 belong to nothing in the library \(5 B\): media\/stray\.mp4$/,
    fix: /assets import/,
  },
];

describe('doctor, over a real database', { timeout: 60_000 }, () => {
  it('finds a whole one whole, and its files all there', async () => {
    const before = everythingBelow(cli.home);
    const findings = await look(cli.outside.starter.children);
    expect(findings.filter(({ status, id }) => status === 'fail' && id !== 'pages')).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ id: 'library_files', detail: '1, all there' }));
    expect(findings).toContainEqual(expect.objectContaining({ id: 'libraries', status: 'pass' }));
    expect(everythingBelow(cli.home)).toEqual(before);
  });

  it.each(faults)('finds one that is $what, and changes nothing', async ({ breakIt, id, status, says, fix }) => {
    await breakIt(cli.folders.databaseFile);
    const before = everythingBelow(cli.home);
    const findings = await look();
    expect(everythingBelow(cli.home)).toEqual(before);
    const lines = findings.filter((each) => each.id === id);
    expect(lines).toEqual([
      expect.objectContaining({ status, detail: expect.stringMatching(says), fix: expect.stringMatching(fix) }),
    ]);
    expect(findings.filter((each) => each.status === 'fail' && ![id, 'pages'].includes(each.id))).toEqual([]);
  });

  it('finds media libraries that do not load', async () => {
    const broken = join(cli.cwd, 'broken.mjs');
    writeFileSync(
      broken,
      `process.on('message', () => process.send({ type: 'failed', message: 'Cannot find module' }, () => process.exit()))`,
    );
    const { children } = createDaemonStarter(pathToFileURL(broken));
    const findings = await runChecks(doctorContext(cli, { children }));
    expect(findings.find(({ id }) => id === 'libraries')).toMatchObject({
      status: 'fail',
      detail: expect.stringContaining('Cannot find module'),
      fix: expect.stringContaining('npm'),
    });
  });

  it('asks a running daemon for the same', async () => {
    rmSync(join(cli.folders.data, clip));
    await startRealDaemon(cli, cli.folders);
    const ran = await cli.run('doctor', '--json');
    await stopRealDaemon(cli, cli.folders);
    expect(JSON.parse(ran.out).checks).toContainEqual(
      expect.objectContaining({ id: 'library_missing', status: 'fail' }),
    );
    expect(ran.code).toBe(8);
  });
});
