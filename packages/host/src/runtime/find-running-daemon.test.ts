import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureFolders } from '../folders/ensure-folders.ts';
import { resolveFolders, type Folders } from '../folders/folders.ts';
import { readOrCreateToken } from '../folders/state-secrets.ts';
import { isAlive, proveDaemonProcess } from './daemon-process.ts';
import { findRunningDaemon, signalDaemon } from './find-running-daemon.ts';
import { writeRuntimeFile, type RuntimeInfo } from './runtime-file.ts';

let base = '';
let folders: Folders;
let token = '';
const cleanUps: (() => void | Promise<unknown>)[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'videoexpress-find-'));
  const resolved = resolveFolders({ env: {}, platform: process.platform, homeDir: base }, base);
  if (!resolved.ok) throw new Error(resolved.error.detail);
  folders = resolved.value;
  ensureFolders(folders);
  const made = readOrCreateToken(folders.tokenFile);
  if (!made.ok) throw new Error(made.error.detail);
  token = made.value;
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  rmSync(base, { recursive: true, force: true });
});

function runtime(pid: number, port: number, bootId = 'boot-1'): RuntimeInfo {
  const startedAt = '2026-11-22T10:00:00.000Z';
  return { pid, port, url: `http://127.0.0.1:${port}`, version: '0.1.0', bootId, startedAt, solo: false };
}

/** Answers the health route as a daemon of that boot, and keeps what it was asked with. */
async function healthServer(bootId: string): Promise<{ port: number; seen: (string | undefined)[] }> {
  const seen: (string | undefined)[] = [];
  const server: Server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ version: '0.1.0', bootId, startedAt: '2026-11-22T10:00:00.000Z', services: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

/** A process of its own that has `file` open, or nothing of ours. */
async function otherProcess(file: string | null): Promise<ChildProcess & { pid: number }> {
  const open = file === null ? '' : `require('node:fs').openSync(${JSON.stringify(file)}, 'a');`;
  const child = spawn(process.execPath, ['-e', `${open} console.log('ready'); setInterval(() => {}, 1000)`]);
  await once(child.stdout, 'data');
  cleanUps.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  if (child.pid === undefined) throw new Error('not started');
  return Object.assign(child, { pid: child.pid });
}

function holdLockHere(): void {
  const file = openSync(folders.lockFile, 'a');
  cleanUps.push(() => closeSync(file));
}

describe('finding the daemon', () => {
  it('finds none in an empty folder', async () => {
    expect(await findRunningDaemon(folders)).toEqual({ state: 'none' });
  });

  it('finds the one that answers with its token and boot id', async () => {
    const { port, seen } = await healthServer('boot-1');
    holdLockHere();
    writeRuntimeFile(folders.runtimeFile, runtime(process.pid, port));
    expect(await findRunningDaemon(folders)).toMatchObject({
      state: 'running',
      token,
      info: { port, bootId: 'boot-1' },
    });
    expect(seen).toEqual([`Bearer ${token}`]);
  });

  it('does not take another daemon on the same port for its own', async () => {
    const { port } = await healthServer('boot-of-somebody-else');
    holdLockHere();
    writeRuntimeFile(folders.runtimeFile, runtime(process.pid, port));
    expect(await findRunningDaemon(folders)).toMatchObject({ state: 'not_answering' });
  });

  it('calls a file stale when its process is gone, and sends nobody the token', async () => {
    const { port, seen } = await healthServer('boot-1');
    const child = await otherProcess(null);
    child.kill('SIGKILL');
    await once(child, 'exit');
    writeRuntimeFile(folders.runtimeFile, runtime(child.pid, port));
    expect(await findRunningDaemon(folders)).toMatchObject({ state: 'stale' });
    expect(seen).toEqual([]);
  });

  it('calls a file stale when its process id now belongs to another program, and sends that nothing', async () => {
    const { port, seen } = await healthServer('boot-1');
    const child = await otherProcess(null);
    writeRuntimeFile(folders.runtimeFile, runtime(child.pid, port));
    expect(await findRunningDaemon(folders)).toMatchObject({ state: 'stale' });
    expect(seen).toEqual([]);
  });

  it('says who holds the lock and does not answer', async () => {
    const child = await otherProcess(folders.lockFile);
    expect(await findRunningDaemon(folders)).toEqual({ state: 'not_answering', info: null, pids: [child.pid] });
    writeRuntimeFile(folders.runtimeFile, runtime(child.pid, 1));
    expect(await findRunningDaemon(folders, { timeoutMs: 500 })).toMatchObject({
      state: 'not_answering',
      pids: [child.pid],
    });
  });
});

describe('whether a process runs', () => {
  it.runIf(process.platform === 'linux')('does not count one that has ended and was never asked how', async () => {
    // The shell starts a child, becomes a program that never asks after children, and the child ends.
    const parent = spawn('sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 30']);
    cleanUps.push(async () => {
      parent.kill('SIGKILL');
      await once(parent, 'exit');
    });
    const [text] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(text.toString().trim());
    expect(pid).toBeGreaterThan(1);
    while (isAlive(pid)) await new Promise(setImmediate);
    expect(isAlive(parent.pid ?? 0)).toBe(true);
  });
});

describe('signalling the daemon', () => {
  it('never signals a process that does not hold this studio', async () => {
    const child = await otherProcess(null);
    expect(await proveDaemonProcess(child.pid, folders.lockFile)).toBe('foreign');
    expect(await signalDaemon(folders, child.pid, 'SIGKILL', true)).toBe('not_proven');
    expect(isAlive(child.pid)).toBe(true);
  });

  it('signals one that does', async () => {
    const child = await otherProcess(folders.lockFile);
    expect(await signalDaemon(folders, child.pid, 'SIGKILL', false)).toBe('sent');
    await once(child, 'exit');
    expect(await signalDaemon(folders, child.pid, 'SIGKILL', false)).toBe('gone');
  });

  it('signals nothing where the system shows no open files and the daemon has not answered', async () => {
    const child = await otherProcess(folders.lockFile);
    expect(await signalDaemon(folders, child.pid, 'SIGKILL', false, 'win32')).toBe('not_proven');
    expect(isAlive(child.pid)).toBe(true);
  });
});
