import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { NotMeasured } from './figure.ts';

const program = join(import.meta.dirname, '..', '..', 'apps', 'cli', 'dist', 'daemon.js');
const startLimitMs = 30_000;

/** The daemon as people run it: the built bundle in a process of its own. */
export interface BuiltDaemon {
  readonly pid: number;
  readonly dataDir: string;
  readonly port: number;
  /** From the start of the process to the first answer of `/healthz`. */
  readonly startedInMs: number;
  /** One request over a connection that stays open; the answer's status and body. */
  readonly ask: (method: string, path: string, body?: string) => Promise<{ status: number; text: string }>;
  readonly stop: () => Promise<void>;
}

/** `env`: on top of what this process has. */
export async function startBuiltDaemon(
  dataDir: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BuiltDaemon> {
  if (!existsSync(program)) throw new NotMeasured('it needs a build (npm run build)');
  const port = await freePort();
  const flags = ['serve', '--port', String(port), '--data-dir', dataDir, '--console-log', 'none'];
  const beganMs = performance.now();
  const child = spawn(process.execPath, [program, ...flags], { stdio: 'ignore', env: { ...process.env, ...env } });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await untilHealthy(port, child, beganMs);
  const startedInMs = performance.now() - beganMs;
  const token = readFileSync(join(dataDir, 'state', 'token'), 'utf8').trim();
  const { pid } = child;
  if (pid === undefined) throw new Error('The daemon has no process');
  return {
    pid,
    dataDir,
    port,
    startedInMs,
    ask: (method, path, body) => ask({ port, agent, token }, method, path, body),
    async stop() {
      agent.destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function untilHealthy(port: number, child: ChildProcess, beganMs: number): Promise<void> {
  while (performance.now() - beganMs < startLimitMs) {
    if (child.exitCode !== null) throw new Error(`The daemon left with ${child.exitCode} instead of starting`);
    const answer = await ask({ port, agent: new Agent(), token: '' }, 'GET', '/healthz').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error(`The daemon did not answer within ${startLimitMs} ms`);
}

function ask(
  { port, agent, token }: { readonly port: number; readonly agent: Agent; readonly token: string },
  method: string,
  path: string,
  body?: string,
): Promise<{ status: number; text: string }> {
  const headers = {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => (text += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
