import { type ChildProcess, type Serializable, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ApiClient, createApiClient, type Job, jobSchema } from '@videoexpress/job-schema';
import { z } from 'zod';
import { SseClient } from '../sse-client.ts';

const slowDaemon = fileURLToPath(new URL('../slow-daemon.ts', import.meta.url));

export interface ProgramUnderTest {
  readonly file: string;
  /** What it gets behind the data folder. */
  readonly args: readonly string[];
}

/** A daemon in a process of its own, which a test may kill at any moment. */
export class DaemonUnderTest {
  readonly api: ApiClient;
  readonly #process: ChildProcess;
  readonly #origin: string;
  readonly #token: string;
  /** The exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;

  private constructor(child: ChildProcess, port: number, token: string) {
    this.#process = child;
    this.#origin = `http://127.0.0.1:${port}`;
    this.#token = token;
    this.api = createApiClient({ baseUrl: this.#origin, token });
    this.exited = new Promise((resolve) => child.once('exit', resolve));
  }

  /**
   * Starts one over `root` and waits until it listens. It leads a process group, so that its children can be found.
   *
   * @param env set beside what this process has
   */
  static async start(
    root: string,
    program?: ProgramUnderTest,
    env: Readonly<Record<string, string>> = {},
  ): Promise<DaemonUnderTest> {
    const { file, args } = program ?? { file: slowDaemon, args: [] };
    const child = spawn(process.execPath, ['--conditions=source', file, root, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      detached: true,
    });
    let complaints = '';
    child.stderr?.on('data', (bytes: Buffer) => (complaints += bytes.toString()));
    const port = await new Promise<number>((resolve, reject) => {
      child.once('message', (message) => resolve(z.object({ port: z.int() }).parse(message).port));
      child.once('exit', (code) => reject(new Error(`The daemon left with ${code}: ${complaints}`)));
    });
    return new DaemonUnderTest(child, port, readFileSync(join(root, 'state', 'token'), 'utf8').trim());
  }

  get groupId(): number {
    return this.#process.pid ?? 0;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.exited;
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Sends it a word and waits for its next one. */
  async askFor(word: Serializable): Promise<unknown> {
    const answer = once(this.#process, 'message');
    this.tell(word);
    return (await answer)[0];
  }

  /** Sends it a word over its channel; one that is gone hears nothing. */
  tell(word: Serializable): void {
    if (this.#process.connected) this.#process.send(word, () => undefined);
  }

  /** Calls `onJob` with every job as it is now, then with each event, until the daemon is gone. */
  async follow(onJob: (job: Job) => void): Promise<void> {
    const jobs = await this.api.call('listJobs', { query: { limit: 200 } });
    if (!jobs.ok) throw new Error(`The jobs could not be listed: ${JSON.stringify(jobs.error)}`);
    for (const job of jobs.value.body.items) onJob(job);
    const url = `${this.#origin}/api/v1/events?after=${jobs.value.lastEventId}`;
    const headers = { authorization: `Bearer ${this.#token}` };
    const stream = await SseClient.open((init) => fetch(url, { ...init, headers }));
    // The stream breaks off in mid-word when the daemon is killed; that is what is expected of it.
    void readJobs(stream, onJob).catch(() => undefined);
  }
}

async function readJobs(stream: SseClient, onJob: (job: Job) => void): Promise<void> {
  for (let block = await stream.next(); block !== null; block = await stream.next()) {
    const job = jobSchema.safeParse(block.event === 'job' ? JSON.parse(block.data ?? 'null') : null);
    if (job.success) onJob(job.data);
  }
}
