import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimeInfoSchema } from '@videoexpress/host';
import { createApiClient, jobSchema } from '@videoexpress/job-schema';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../main.ts', import.meta.url));
let root = '';
const running: ChildProcess[] = [];
const servers: Server[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'videoexpress-start-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true, force: true });
});

interface Started {
  readonly child: ChildProcess;
  /** Exit code and everything it said, once it has left. */
  readonly end: Promise<{ code: number | null; said: string; afterMs: number }>;
  /** Resolves when it says that the studio is open. */
  readonly open: Promise<void>;
}

function start(port = 0, dataDir = root, through: readonly string[] = []): Started {
  const [command = process.execPath, ...before] = through;
  const args = [
    ...before,
    ...(through.length === 0 ? [] : [process.execPath]),
    '--conditions=source',
    program,
    'serve',
  ];
  const child = spawn(command, [...args, '--port', String(port), '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const began = performance.now();
  let said = '';
  let opened: () => void = () => undefined;
  const open = new Promise<void>((resolve) => (opened = resolve));
  const listen = (bytes: Buffer) => {
    said += bytes.toString();
    if (said.includes('The studio is open')) opened();
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const end = new Promise<{ code: number | null; said: string; afterMs: number }>((resolve) =>
    child.once('close', (code) => resolve({ code, said, afterMs: performance.now() - began })),
  );
  return { child, end, open };
}

function runtime(): { port: number; pid: number; bootId: string } {
  return runtimeInfoSchema.parse(JSON.parse(readFileSync(join(root, 'state', 'runtime.json'), 'utf8')));
}

function api() {
  return createApiClient({
    baseUrl: `http://127.0.0.1:${runtime().port}`,
    token: readFileSync(join(root, 'state', 'token'), 'utf8').trim(),
  });
}

async function occupy(host: string): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a start', () => {
  it('makes folders and files for this user alone, and writes the runtime file before the first answer', async () => {
    const daemon = start();
    await daemon.open;
    const modes = [
      'data',
      'state',
      'config',
      'data/videoexpress.db',
      'state/token',
      'state/session.key',
      'state/runtime.json',
      'state/logs',
    ];
    for (const path of modes) {
      const { mode } = statSync(join(root, path));
      expect([path, (mode & 0o077).toString(8)]).toEqual([path, '0']);
    }
    expect(await (await fetch(`http://127.0.0.1:${runtime().port}/healthz`)).json()).toEqual({ status: 'ok' });
    daemon.child.kill('SIGTERM');
    expect((await daemon.end).code).toBe(0);
    expect(existsSync(join(root, 'state', 'runtime.json'))).toBe(false);
  });

  it('beside a running one says where that is and leaves with 0; beside one that does not answer, with 4', async () => {
    const first = start();
    await first.open;
    const second = await start().end;
    expect(second).toMatchObject({
      code: 0,
      said: expect.stringContaining(`Already running at http://localhost:${runtime().port}`),
    });
    first.child.kill('SIGSTOP');
    const third = await start().end;
    first.child.kill('SIGCONT');
    expect(third.code).toBe(4);
    expect(third.said).toContain('videoexpress stop');
  });

  it('after a kill is open again at once, over a runtime file that is stale and half an upload', async () => {
    const first = start();
    await first.open;
    const before = runtime();
    first.child.kill('SIGKILL');
    await first.end;
    const upload = join(root, 'data', 'uploads', 'upload-0.part');
    writeFileSync(upload, 'half a picture');
    const second = start();
    await second.open;
    expect(runtime().bootId).not.toBe(before.bootId);
    expect(existsSync(upload)).toBe(false);
  });

  it.each(['127.0.0.1', '::1'])(
    'on a port that another program has on %s leaves with 5 and names the program',
    async (host) => {
      const port = await occupy(host);
      const { code, said } = await start(port).end;
      expect(code).toBe(5);
      expect(said).toContain(`Port ${port} is taken by`);
      expect(said).toContain(`--port ${port + 1}`);
    },
  );

  it.each([
    [
      'damaged',
      (path: string) => writeFileSync(path, 'This is no database at all, but it was one once.'),
      'Restore a backup',
    ],
    ['newer', (path: string) => newerDatabase(path), 'version 99'],
  ])('over a database that is %s leaves with 7, names the way back and touches nothing', async (_, make, words) => {
    mkdirSync(join(root, 'data'), { recursive: true });
    const path = join(root, 'data', 'videoexpress.db');
    make(path);
    const before = readFileSync(path);
    const { code, said } = await start().end;
    expect(code).toBe(7);
    expect(said).toContain(words);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('where nothing can be written says which folder and why', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, '');
    const { code, said } = await start(0, join(file, 'studio')).end;
    expect(code).not.toBe(0);
    expect(said).toContain(file);
    expect(said).not.toContain('    at ');
  });

  it('without file descriptors claims no success', async () => {
    const limited = start(0, root, ['sh', '-c', 'ulimit -n 24; exec "$@"', 'sh']);
    const { code, said } = await limited.end;
    expect(code).not.toBe(0);
    expect(code).not.toBeNull();
    expect(said).not.toContain('The studio is open');
  });

  it('asked to listen elsewhere than on this machine leaves with 6', () => {
    const args = ['--conditions=source', program, 'serve', '--port', '0', '--data-dir', root, '--host', '0.0.0.0'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(status).toBe(6);
    expect(stderr).toContain('--i-know-this-is-exposed');
    const elsewhere = [...args.slice(0, -1), '203.0.113.9', '--i-know-this-is-exposed'];
    const refused = spawnSync(process.execPath, elsewhere, { encoding: 'utf8' });
    expect([refused.status, refused.stderr]).toEqual([6, expect.stringContaining('not an address of this machine')]);
  });
});

describe('a stop', () => {
  it('by Ctrl-C, at the latest by the second, ends a studio whose database another program holds', async () => {
    const before = start();
    await before.open;
    before.child.kill('SIGTERM');
    await before.end;
    const other = new Database(join(root, 'data', 'videoexpress.db'));
    other.exec('BEGIN IMMEDIATE');
    const waiting = start();
    await new Promise<void>((resolve) =>
      waiting.child.stderr?.on('data', (bytes: Buffer) => bytes.toString().includes('trying again') && resolve()),
    );
    const pressing = setInterval(() => waiting.child.kill('SIGINT'), 600);
    const { code } = await waiting.end;
    clearInterval(pressing);
    other.close();
    // A stop that needs no write is done before the second.
    expect([0, 130]).toContain(code);
  });

  it('by SIGTERM in the middle of a job ends its child, puts the job back, and leaves with 0 well within 10 s', async () => {
    const daemon = start();
    await daemon.open;
    const made = await api().call('createJob', {
      body: {
        kind: 'text_to_video',
        input: { prompt: 'A long night. Snow falls on the sea', num_frames: 600, fps: 24 },
      },
    });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const { id } = made.value.body;
    for (;;) {
      const job = await api().call('getJob', { params: { id } });
      if (job.ok && job.value.body.state === 'running') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const askedAt = performance.now();
    daemon.child.kill('SIGTERM');
    expect((await daemon.end).code).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    const db = new Database(join(root, 'data', 'videoexpress.db'), { readonly: true });
    expect(db.prepare('SELECT state, orphaned, crashes FROM job').get()).toEqual({
      state: 'queued',
      orphaned: 0,
      crashes: 0,
    });
    db.close();

    const next = start();
    await next.open;
    const taken = await api().call('getJob', { params: { id } });
    expect(taken.ok && jobSchema.parse(taken.value.body).attempt).toBe(1);
    expect((await api().call('cancelJob', { params: { id } })).ok).toBe(true);
    expect((await api().call('shutdown', {})).ok).toBe(true);
    expect((await next.end).code).toBe(0);
  });

  it('by one Ctrl-C that arrives twice is one stop, and leaves with 0', async () => {
    const daemon = start();
    await daemon.open;
    daemon.child.kill('SIGINT');
    daemon.child.kill('SIGINT');
    expect((await daemon.end).code).toBe(0);
  });
});

function newerDatabase(path: string): void {
  const db = new Database(path);
  db.exec('CREATE TABLE later (id INTEGER)');
  db.pragma('user_version = 99');
  db.close();
}
