import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolders, exitCodes, isAlive, readOrCreateWorkerToken } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { type FakeListener, startFakeListener } from '../../testing/fake-listener.ts';
import { writeFakeNvidiaSmi, writeFakePython } from '../../testing/fake-python.ts';
import { noWorkers, openDoor } from '../../testing/fake-workers.ts';
import { createTestCli, type Ran, type TestCli } from '../../testing/test-cli.ts';

const workerFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'runpod-worker');

let cli: TestCli;
let daemon: FakeDaemon;
let listener: FakeListener;
let token: string;
/** Where programs are found. */
let bin: string;
let running: Promise<Ran> | null;
beforeEach(async () => {
  cli = createTestCli({ workerFolder });
  bin = join(cli.home, 'bin');
  mkdirSync(bin);
  setEnvironment({});
  ensureFolders(cli.folders);
  const made = readOrCreateWorkerToken(cli.folders.workerTokenFile);
  if (!made.ok) throw new Error(made.error.detail);
  token = made.value;
  listener = await startFakeListener(token);
  daemon = await startFakeDaemon(cli.folders);
  daemon.workers = { ...noWorkers, listener: { ...openDoor, address: listener.address } };
  running = null;
});
afterEach(async () => {
  cli.terminate();
  await running;
  await daemon.close();
  await listener.close();
  cli.dispose();
});

function setEnvironment(more: Record<string, string>): void {
  const { machine } = cli.outside;
  const env = { VIDEOEXPRESS_HOME: cli.home, PATH: bin, HOME: cli.home, ...more };
  Object.assign(cli.outside, { machine: { ...machine, env } });
}

/** Starts the command, which runs until it is ended. */
function start(...args: string[]): Promise<Ran> {
  running = cli.run('worker', 'start', '--name', 'attic', ...args);
  return running;
}

const workerRoot = () => join(cli.folders.cache, 'worker');
const environments = () => readdirSync(workerRoot()).filter((name) => name.startsWith('env-'));

interface Started {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly pid: number;
}
const started = (): Started => JSON.parse(readFileSync(join(workerRoot(), 'attic', 'started.json'), 'utf8'));

describe('worker start', () => {
  it('prepares a Python once, then runs the worker with it, and ends it on Ctrl-C', async () => {
    writeFakePython(bin, 'python3.12');
    writeFakeNvidiaSmi(bin);
    const first = start();
    await cli.sees('The worker is up');
    const { pid, argv } = started();
    expect(argv.slice(2)).toEqual(['-m', 'vx_worker.own_gpu']);
    cli.interrupt();
    const ran = await first;
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('Preparing Python 3.12 for the worker in');
    expect(ran.out).toContain('torch 2.13.0 (887.9 MB)');
    expect(ran.out).toContain('Worker attic, on NVIDIA GeForce RTX 4090 with 24 GB.');
    expect(ran.out).toContain(`The worker is up, and waits for work from ${listener.url}.`);
    expect(ran.out).toContain('The worker has ended.');
    expect(isAlive(pid)).toBe(false);
    expect(listener.calls).toContain('POST /v2/own-gpu/leave/attic');

    const second = start();
    await cli.sees('The worker is up');
    cli.terminate();
    const again = await second;
    expect([again.code, again.out.includes('Preparing')]).toEqual([0, false]);
    expect(environments()).toHaveLength(1);
  });

  it('gives the worker the SDK’s words and the token, and none of the person’s other keys', async () => {
    writeFakePython(bin, 'python3.12');
    writeFakeNvidiaSmi(bin);
    setEnvironment({
      AWS_SECRET_ACCESS_KEY: 'canary',
      RUNPOD_API_KEY: 'canary',
      HF_TOKEN: 'hf_1',
      HTTPS_PROXY: 'http://p:3',
    });
    void start();
    await cli.sees('The worker is up');
    const { argv, env } = started();
    expect(JSON.stringify([argv, env])).not.toContain('canary');
    expect(argv.join(' ')).not.toContain(token);
    const facts = 'gpu=NVIDIA%20GeForce%20RTX%204090&machine=';
    expect(env).toMatchObject({
      RUNPOD_AI_API_KEY: token,
      RUNPOD_POD_ID: 'attic',
      RUNPOD_SKIP_AUTO_SYSTEM_CHECKS: 'true',
      RUNPOD_WEBHOOK_GET_JOB: expect.stringContaining(`${listener.url}/v2/own-gpu/job-take/$ID?${facts}`),
      RUNPOD_WEBHOOK_POST_OUTPUT: expect.stringContaining(
        `${listener.url}/v2/own-gpu/job-done/$RUNPOD_POD_ID/$ID?${facts}`,
      ),
      RUNPOD_WEBHOOK_PING: expect.stringMatching(/\/ping\/\$RUNPOD_POD_ID\?gpu=.*&version=\d+\.\d+\.\d+&schema=1$/),
      VX_ALLOWED_HOSTS: listener.address,
      HF_TOKEN: 'hf_1',
      NO_PROXY: '127.0.0.1',
      PYTHONPATH: join(workerFolder, 'src'),
      // The SDK would show the key in ~/.runpod instead of the token.
      HOME: join(workerRoot(), 'attic', 'home'),
      XDG_CACHE_HOME: join(cli.home, '.cache'),
    });
  });

  it('says what it waits for, with the command that helps, and goes on by itself', async () => {
    writeFakePython(bin, 'python3.12');
    daemon.workers = noWorkers;
    const { clock } = cli.outside;
    // Patience is a hundred times shorter.
    Object.assign(cli.outside, {
      clock: { ...clock, after: (ms: number, run: () => void) => clock.after(ms / 100, run) },
    });
    void start();
    await cli.sees(
      'nothing listens for workers. Let them in with: videoexpress config set engines.own-gpu.listen 127.0.0.1:8124',
    );
    await cli.sees('No NVIDIA card was found');
    daemon.workers = { ...noWorkers, listener: { ...openDoor, address: listener.address } };
    await cli.sees('The worker is up');
    expect(started().env).toMatchObject({ VX_ALLOWED_HOSTS: listener.address });
  });

  it('waits for a studio that does not run', async () => {
    writeFakePython(bin, 'python3.12');
    await daemon.close();
    const ran = start();
    await cli.sees('Start it with: videoexpress start --worker-listen 127.0.0.1:8124');
    cli.interrupt();
    expect((await ran).code).toBe(0);
  });

  it('keeps the token out of what it shows and writes, whatever the worker says', async () => {
    writeFakePython(bin, 'python3.12');
    setEnvironment({ VX_FAKE: 'tells' });
    const ran = start();
    const log = join(workerRoot(), 'attic', 'worker.log');
    await cli.sees('The worker is up');
    while (!readFileSync(log, 'utf8').includes('the key is')) await new Promise((resolve) => setImmediate(resolve));
    cli.interrupt();
    const { out, err } = await ran;
    const said = out + err + readFileSync(log, 'utf8');
    expect(said).toContain('the key is [redacted]');
    expect(said).not.toContain(token);
  });

  it('does not wait on a second Ctrl-C', async () => {
    writeFakePython(bin, 'python3.12');
    setEnvironment({ VX_FAKE: 'stubborn' });
    let nowMs = 0;
    const { clock } = cli.outside;
    Object.assign(cli.outside, { clock: { ...clock, monotonic: () => nowMs } });
    const ran = start();
    await cli.sees('The worker is up');
    const { pid } = started();
    cli.interrupt();
    // A terminal and a launcher may both pass the same one on.
    cli.interrupt();
    await cli.sees('Ending.');
    nowMs += 600;
    cli.interrupt();
    expect((await ran).code).toBe(exitCodes.interruptedTwice);
    expect(isAlive(pid)).toBe(false);
  });

  it('refuses a second worker of the same name, which would render on the same card', async () => {
    writeFakePython(bin, 'python3.12');
    const lock = join(workerRoot(), 'attic', 'lock');
    mkdirSync(join(workerRoot(), 'attic'), { recursive: true });
    writeFileSync(lock, '');
    const other = holdOpen(lock);
    await other.ready;
    const ran = await cli.run('worker', 'start', '--name', 'attic');
    other.end();
    expect(ran.code).toBe(exitCodes.error);
    expect(ran.err).toContain(`The worker attic runs already (process ${other.pid}).`);
  });
});

describe('an environment that could not be made', () => {
  it('is not used, and not left', async () => {
    writeFakePython(bin, 'python3.12');
    setEnvironment({ PIP_FAKE: 'fails' });
    const ran = await start();
    expect(ran.code).toBe(exitCodes.error);
    expect(ran.err).toContain('No space left on device');
    expect(ran.err).toContain('Free some space');
    expect(environments()).toEqual([]);
  });

  it('goes with Ctrl-C, and what a killed one left goes with the next', async () => {
    writeFakePython(bin, 'python3.12');
    setEnvironment({ PIP_FAKE: 'hangs' });
    const ran = start();
    await cli.sees('torch 2.13.0');
    expect(environments()).toEqual([expect.stringMatching(/\.part-\d+$/)]);
    cli.interrupt();
    expect((await ran).code).toBe(exitCodes.interruptedTwice);
    expect(environments()).toEqual([]);

    const left = join(workerRoot(), 'env-0123456789abcdef.part-4194305');
    const earlier = join(workerRoot(), 'env-0123456789abcdef');
    for (const folder of [left, earlier]) mkdirSync(folder, { recursive: true });
    setEnvironment({});
    void start();
    await cli.sees('The worker is up');
    // One of an earlier version may still be in use: a person decides.
    await cli.sees(`Of an earlier version, no longer needed: rm -r '${earlier}'`);
    expect([existsSync(left), existsSync(earlier)]).toEqual([false, true]);
  });
});

describe('a card that torch cannot use', () => {
  it('is said before the first job, which the processor would render for hours', async () => {
    writeFakePython(bin, 'python3.12');
    writeFakeNvidiaSmi(bin, '550.54.15');
    setEnvironment({ VX_FAKE_TORCH: 'False' });
    const ran = await start();
    expect(ran.code).toBe(exitCodes.error);
    const words =
      'torch does not see the NVIDIA GeForce RTX 4090: its driver is 550.54.15, and 580 or newer is needed.';
    expect(ran.err).toContain(words);
    expect(ran.err).toContain('--python PATH --no-install');
  });

  it('is told from a Python that has no torch', async () => {
    const python = writeFakePython(bin, 'mine', { makesVenv: false });
    writeFakeNvidiaSmi(bin);
    setEnvironment({ VX_FAKE_TORCH: 'missing' });
    const ran = await start('--python', python, '--no-install');
    expect(ran.code).toBe(exitCodes.error);
    expect(ran.err).toContain(`torch cannot be loaded by ${python}:`);
    expect(ran.err).toContain("No module named 'torch'");
    expect(environments()).toEqual([]);
  });
});

/** Another process that has a file open. */
function holdOpen(path: string) {
  const child = spawn('/bin/sh', ['-c', 'exec 3<"$0"; echo held; exec cat >/dev/null', path], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  return {
    pid: child.pid,
    ready: new Promise<void>((resolve) => child.stdout.once('data', () => resolve())),
    end: () => child.stdin.end(),
  };
}
