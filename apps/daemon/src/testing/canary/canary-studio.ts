import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRuntimeFile, type RuntimeInfo } from '@videoexpress/host';
import type { CanarySearch } from './canaries.ts';
import type { ProcessWatch } from './process-watch.ts';

const daemonProgram = fileURLToPath(new URL('./canary-daemon.ts', import.meta.url));
/** As it was built: from its sources each command would take seconds to start. */
const cliProgram = fileURLToPath(new URL('../../../../cli/dist/cli.js', import.meta.url));

/** A studio in a folder of its own, of which everything that leaves it is searched. */
export class CanaryStudio {
  readonly root: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #search: CanarySearch;
  readonly #watch: ProcessWatch;
  #daemon: ChildProcess | null = null;
  #info: RuntimeInfo | null = null;

  constructor(root: string, env: NodeJS.ProcessEnv, search: CanarySearch, watch: ProcessWatch) {
    this.root = root;
    this.#env = env;
    this.#search = search;
    this.#watch = watch;
  }

  get #running(): { child: ChildProcess; info: RuntimeInfo } {
    if (this.#daemon === null || this.#info === null) throw new Error('The daemon does not run');
    return { child: this.#daemon, info: this.#info };
  }

  async start(): Promise<void> {
    const flags = ['serve', '--port', '0', '--data-dir', this.root, '--console-log', 'pretty'];
    const child = spawn(process.execPath, ['--conditions=source', daemonProgram, ...flags], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#daemon = child;
    this.#watch.add(child.pid);
    let said = '';
    const open = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on('data', (bytes: Buffer) => {
          said += bytes.toString();
          if (said.includes('The studio is open')) resolve();
        });
      }
      child.once('close', () => {
        this.#search.look('output of the daemon', `process ${child.pid}`, said);
        reject(new Error(`The daemon ended: ${said.slice(-2000)}`));
      });
    });
    await open;
    this.#info = readRuntimeFile(join(this.root, 'state', 'runtime.json'));
  }

  /** Ends it and waits until all it said was searched. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this.#running;
    child.kill(signal);
    await this.ended();
  }

  /** Waits for the end of a daemon that dies by itself. */
  async ended(): Promise<void> {
    const { child } = this.#running;
    if (child.stdout?.destroyed !== true || child.exitCode === null) await once(child, 'close');
    this.#daemon = null;
  }

  get pid(): number {
    return this.#running.child.pid ?? 0;
  }

  /** Calls the daemon with the token, and searches the answer, its headers included. `kind` is the name of that place. */
  async call(
    method: string,
    path: string,
    { kind = 'answers', ...init }: RequestInit & { readonly kind?: string } = {},
  ): Promise<{ status: number; body: unknown }> {
    const token = readFileSync(join(this.root, 'state', 'token'), 'utf8').trim();
    const headers = new Headers(init.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
    const answer = await fetch(`http://localhost:${this.#running.info.port}${path}`, {
      redirect: 'manual',
      ...init,
      method,
      headers,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const where = `${method} ${path.slice(0, 60)}`;
    this.#search.look(kind, where, bytes);
    this.#search.look('headers of answers', where, JSON.stringify([...answer.headers]));
    return { status: answer.status, body: parsed(bytes) };
  }

  send(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
    return this.call(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  /** Searches the event stream from its beginning until it has come to this text. */
  async readStream(last: string): Promise<void> {
    const token = readFileSync(join(this.root, 'state', 'token'), 'utf8').trim();
    const stop = new AbortController();
    const url = `http://localhost:${this.#running.info.port}/api/v1/events?after=0`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: stop.signal });
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body ?? []) {
      chunks.push(Buffer.from(chunk));
      if (Buffer.concat(chunks).includes(last)) break;
    }
    stop.abort();
    this.#search.look('event stream', 'from its beginning', Buffer.concat(chunks));
  }

  /** Runs the command line as a person does whose shell has the same environment. */
  async cli(args: readonly string[], input = ''): Promise<number> {
    const child = spawn(process.execPath, [cliProgram, ...args, '--data-dir', this.root], {
      env: this.#env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#watch.add(child.pid);
    const said: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => said.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    child.stdin.end(input);
    await once(child, 'close');
    this.#search.look('output of the command line', args.slice(0, 2).join(' '), Buffer.concat(said));
    return child.exitCode ?? -1;
  }

  /** Searches every file below a folder, but for those that are themselves a slot. The database is a kind of its own. */
  searchFiles(kind: string, folder: string, slots: readonly string[] = []): void {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (slots.includes(path) || !statSync(path).isFile()) continue;
      this.#search.look(basename(name).startsWith('videoexpress.db') ? 'database' : kind, name, readFileSync(path));
      this.#search.look(kind, `the name of ${name}`, name);
    }
  }
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
