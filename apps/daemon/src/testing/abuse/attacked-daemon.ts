import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtimeInfoSchema } from '@videoexpress/host';
import { type ApiClient, createApiClient } from '@videoexpress/job-schema';
import { converse } from './wire.ts';

const program = fileURLToPath(new URL('../../main.ts', import.meta.url));

/** The real daemon in a process of its own, to be attacked. */
export interface AttackedDaemon {
  readonly root: string;
  readonly port: number;
  readonly url: string;
  readonly token: string;
  readonly api: ApiClient;
  /** `Host: …` of its own. */
  readonly host: string;
  /** `Authorization: Bearer …`. */
  readonly bearer: string;
  /** Whether the process is there and answers in time: a second, and what a busy machine adds. */
  answers(): Promise<boolean>;
  /** Resident memory in MB; 0 where the system does not say. */
  memoryMb(): number;
  /** Open descriptors; 0 where the system does not say. */
  descriptors(): number;
  /** A browser's `Cookie` header, logged in with a fresh code. */
  logIn(): Promise<string>;
  /** What it wrote for a person to read. */
  said(): string;
  /** Ends it, and removes what it kept. */
  end(): Promise<void>;
}

interface AttackedOptions {
  /** The umask of the process that starts it. */
  readonly umask?: string;
  /** Called before it starts, with its folder. */
  readonly prepare?: (root: string) => void;
  /** What it is told beside port and folder. */
  readonly args?: readonly string[];
  /** A folder that an earlier one left; it is not removed at the end. Left out, a new one. */
  readonly root?: string;
}

/** Starts the daemon from its sources on a free port over a folder of its own, and waits until it is open. */
export async function startAttackedDaemon(options: AttackedOptions = {}): Promise<AttackedDaemon> {
  const root = options.root ?? mkdtempSync(join(tmpdir(), 'videoexpress-abuse-'));
  options.prepare?.(root);
  const serve = [
    process.execPath,
    '--conditions=source',
    program,
    'serve',
    '--port',
    '0',
    '--data-dir',
    root,
    ...(options.args ?? []),
  ];
  const [command = '', ...args] =
    options.umask === undefined ? serve : ['/bin/sh', '-c', `umask ${options.umask} && exec "$@"`, 'sh', ...serve];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const listen = (bytes: Buffer) => (said += bytes.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  await untilOpen(child, () => said);

  const { port } = runtimeInfoSchema.parse(JSON.parse(readFileSync(join(root, 'state', 'runtime.json'), 'utf8')));
  const token = readFileSync(join(root, 'state', 'token'), 'utf8').trim();
  const url = `http://localhost:${port}`;
  const api = createApiClient({ baseUrl: url, token });
  return {
    root,
    port,
    url,
    token,
    api,
    host: `Host: localhost:${port}`,
    bearer: `Authorization: Bearer ${token}`,
    async answers() {
      if (child.exitCode !== null || child.signalCode !== null) return false;
      const said = await converse(port, `GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`, {
        forMs: 1000,
        answers: 1,
      });
      return said.answers[0]?.status === 200;
    },
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(readProcess(child, 'status'))?.[1] ?? 0) / 1024,
    descriptors: () => listProcess(child, 'fd').length,
    async logIn() {
      const made = await api.call('createLoginCode', {});
      if (!made.ok) throw new Error(`No login code: ${JSON.stringify(made.error)}`);
      const login = await fetch(made.value.body.url, { redirect: 'manual' });
      return login.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    said: () => said,
    async end() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('close', resolve));
        child.kill('SIGKILL');
        await gone;
      }
      if (options.root === undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

function untilOpen(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => said().includes('The studio is open') && resolve());
    child.once('close', (code) => reject(new Error(`The daemon left with ${code}: ${said()}`)));
  });
}

/** A file of `/proc`, where there is one. */
function readProcess(child: ChildProcess, name: string): string {
  try {
    return readFileSync(`/proc/${child.pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

function listProcess(child: ChildProcess, name: string): readonly string[] {
  try {
    return readdirSync(`/proc/${child.pid}/${name}`);
  } catch {
    return [];
  }
}
