import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeListener, startFakeListener } from '../../testing/fake-listener.ts';
import { writeFakePython } from '../../testing/fake-python.ts';
import { createTestCli, type Ran, type TestCli } from '../../testing/test-cli.ts';

const workerFolder = join(import.meta.dirname, '..', '..', '..', '..', '..', 'runpod-worker');
const token = 'a'.repeat(43);

let cli: TestCli;
let listener: FakeListener;
let running: Promise<Ran> | null;
beforeEach(async () => {
  makeCli();
  listener = await startFakeListener(token);
  running = null;
});
afterEach(async () => {
  cli.terminate();
  await running;
  await listener.close();
  cli.dispose();
});

function makeCli(options: { interactive?: boolean } = {}): void {
  cli = createTestCli({ workerFolder, ...options });
  setEnvironment({});
}

function setEnvironment(more: Record<string, string>): void {
  const { machine } = cli.outside;
  const bin = join(cli.home, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFakePython(bin, 'python3.13');
  Object.assign(cli.outside, { machine: { ...machine, env: { VIDEOEXPRESS_HOME: cli.home, PATH: bin, ...more } } });
}

function start(...args: string[]): Promise<Ran> {
  running = cli.run('worker', 'start', '--name', 'attic', ...args);
  return running;
}

describe('a worker for a studio in another machine', () => {
  it.each(['environment', 'pipe'])('takes the token from the %s, and shows it to that studio alone', async (way) => {
    if (way === 'environment') setEnvironment({ VIDEOEXPRESS_WORKER_TOKEN: token });
    else cli.piped = `${token}\n`;
    const ran = start('--url', `${listener.url}/`);
    await cli.sees(`The worker is up, and waits for work from ${listener.url}.`);
    const started = readFileSync(join(cli.folders.cache, 'worker', 'attic', 'started.json'), 'utf8');
    // Behind a proxy only the worker knows where it finds the listener.
    expect(JSON.parse(started).env.RUNPOD_WEBHOOK_GET_JOB).toContain(`&base=${encodeURIComponent(listener.url)}`);
    cli.interrupt();
    const { code, out, err } = await ran;
    expect(code).toBe(0);
    expect(out + err).not.toContain(token);
    expect(listener.calls).toContain('POST /v2/own-gpu/leave/door-attic');
    expect(listener.calls.at(-1)).toBe('POST /v2/own-gpu/leave/attic');
  });

  it('asks for the token at a terminal, and again when it is refused', async () => {
    cli.dispose();
    makeCli({ interactive: true });
    listener.token = 'b'.repeat(43);
    const { clock } = cli.outside;
    Object.assign(cli.outside, {
      clock: { ...clock, after: (ms: number, run: () => void) => clock.after(ms / 100, run) },
    });
    void start('--url', listener.url);
    await cli.type(token);
    await cli.sees('The studio does not take this token.');
    await cli.type(listener.token);
    await cli.sees('The worker is up');
    expect(listener.calls).toContain('POST /v2/own-gpu/leave/door-attic');
  });

  it('ends where nobody can give another one', async () => {
    cli.piped = 'c'.repeat(43);
    const ran = await start('--url', listener.url);
    expect(ran.code).toBe(exitCodes.error);
    expect(ran.err).toContain(`${listener.url} does not take this token.`);
    expect(ran.err).toContain('videoexpress worker token prints the one in force.');
  });

  it.each([
    ['nothing', ''],
    ['something else', 'my-password'],
  ])('refuses %s in place of a token, without repeating it', async (_what, piped) => {
    cli.piped = piped;
    const ran = await start('--url', listener.url);
    expect(ran.code).toBe(exitCodes.usage);
    expect(ran.err).toContain('videoexpress worker token prints it');
    expect(ran.err).not.toContain('my-password');
  });

  it('waits for one that cannot be reached, and for what is none', async () => {
    cli.piped = token;
    const url = listener.url;
    await listener.close();
    const ran = start('--url', url);
    await cli.sees(`${url} cannot be reached (`);
    cli.interrupt();
    expect((await ran).code).toBe(0);
    listener = await startFakeListener(token);
  });
});

describe('what is refused', () => {
  it.each([
    [['--url', 'studio:8124'], '--url is "studio:8124".'],
    [['--url', 'ftp://studio'], '--url is "ftp://studio".'],
    [['--url', 'http://me:hidden@studio'], '--url has a name or a password in it.'],
    [['--url', 'http://studio/?a=1'], 'with more than an address'],
  ])('is an address as in %j', async (args, words) => {
    const ran = await start(...args);
    expect([ran.code, ran.err.includes('hidden')]).toEqual([exitCodes.usage, false]);
    expect(ran.err).toContain(words);
  });

  it('is a name that no studio would take', async () => {
    const ran = await cli.run('worker', 'start', '--name', 'my attic');
    expect(ran.code).toBe(exitCodes.usage);
    expect(ran.err).toContain('--name is "my attic".');
  });

  it('is Windows, where it runs in WSL', async () => {
    Object.assign(cli.outside, { machine: { ...cli.outside.machine, platform: 'win32' } });
    const ran = await start();
    expect([ran.code, ran.err.includes('WSL')]).toEqual([exitCodes.usage, true]);
  });
});
