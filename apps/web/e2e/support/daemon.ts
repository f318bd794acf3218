import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiClient, createApiClient } from '@videoexpress/job-schema';

const repositoryRoot = path.join(import.meta.dirname, '../../../..');
const daemonProgram = path.join(repositoryRoot, 'apps/daemon/src/main.ts');
const startLimitMs = 60_000;

/** A daemon of the test's own, with a data folder of its own. */
export interface TestDaemon {
  readonly url: string;
  readonly dataDir: string;
  /** The daemon as the command line calls it, with the token. */
  readonly api: () => Promise<ApiClient>;
  /** A link that lets one browser in, once. */
  readonly loginLink: () => Promise<string>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Starts it again, on the same port and the same data. */
  readonly start: () => Promise<void>;
  /** Ends it and removes what it kept. */
  readonly remove: () => Promise<void>;
}

/** A port of this machine's that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The daemon ended with ${child.exitCode} instead of starting`);
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(50);
  }
  throw new Error(`The daemon did not answer within ${startLimitMs} ms`);
}

async function end(child: ChildProcess | null, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/**
 * Starts the daemon from its sources, with the page as it was last built.
 *
 * @param more variables for its environment, beside those that it gets from here
 */
export async function startTestDaemon(more: Readonly<Record<string, string>> = {}): Promise<TestDaemon> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'videoexpress-e2e-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let child: ChildProcess | null = null;

  const start = async () => {
    const flags = ['serve', '--port', String(port), '--data-dir', dataDir, '--console-log', 'none'];
    child = spawn(process.execPath, ['--conditions=source', daemonProgram, ...flags], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, ...more },
    });
    await untilItAnswers(url, child);
  };
  const api = async () => {
    const token = await readFile(path.join(dataDir, 'state', 'token'), 'utf8');
    return createApiClient({ baseUrl: url, token: token.trim() });
  };
  await start();
  return {
    url,
    dataDir,
    api,
    start,
    loginLink: async () => {
      const client = await api();
      const made = await client.call('createLoginCode', {});
      if (!made.ok) throw new Error(`No login link: ${JSON.stringify(made.error)}`);
      return made.value.body.url;
    },
    kill: () => end(child, 'SIGKILL'),
    remove: async () => {
      await end(child, 'SIGTERM');
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
