import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, findRunningDaemon } from '@videoexpress/host';
import type { Job } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDaemon, type FakeDaemon, type FakeDaemonOptions } from '../testing/fake-daemon.ts';
import { clipBytes } from '../testing/fake-jobs.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';

let cli: TestCli;
let daemon: FakeDaemon | null = null;

beforeEach(() => {
  cli = createTestCli();
});
afterEach(async () => {
  await daemon?.close();
  daemon = null;
  cli.dispose();
});

/** A running daemon whose jobs do what the test says as they come. */
async function running(onNewJob: FakeDaemonOptions['onNewJob']): Promise<FakeDaemon> {
  daemon = await startFakeDaemon(cli.folders, onNewJob === undefined ? {} : { onNewJob });
  return daemon;
}

const succeedAtOnce = (job: Job, fake: FakeDaemon): void => {
  fake.update(job.id, { state: 'running', progress: { fraction: 0.5, stage: 'Drawing', step: 40, totalSteps: 81 } });
  fake.succeed(job.id);
};

describe('generate with a running daemon', () => {
  it('writes the clip here, named by the prompt, and tells where it is', async () => {
    const fake = await running(
      (job, it) =>
        void it.update(job.id, {
          state: 'running',
          progress: { fraction: 0.5, stage: 'Drawing', step: 40, totalSteps: 81 },
        }),
    );
    const generating = cli.run('generate', 'A red fox');
    await cli.sees('Drawing 50% (step 40 of 81)');
    fake.succeed([...fake.jobs.keys()][0]!);
    const ran = await generating;
    const file = join(cli.cwd, 'A red fox.mp4');
    expect(ran).toMatchObject({ code: 0, out: `Saved ${file}\n` });
    expect(readFileSync(file)).toEqual(clipBytes);
    expect(statSync(file).mode & 0o777).toBe(0o644);
    expect(readdirSync(cli.cwd)).toEqual(['A red fox.mp4']);
  });

  it('tells what a paid clip is expected to come to, and what it came to', async () => {
    daemon = await startFakeDaemon(cli.folders, {
      newJob: { cost: { estimatedUsd: 0.1, actualUsd: null }, expectedSeconds: 320 },
      onNewJob(job, fake) {
        fake.update(job.id, { cost: { estimatedUsd: 0.1, actualUsd: 0.0842 } });
        fake.succeed(job.id);
      },
    });
    const ran = await cli.run('generate', 'A red fox');
    expect(ran.code).toBe(0);
    expect(ran.err).toContain('Expected: about $0.10 and 5 min 20 s');
    expect(ran.err).toMatch(/seed \d+, \$0\.084\n/);
  });

  it('prints one JSON document with --json: job, asset, file', async () => {
    await running(succeedAtOnce);
    const ran = await cli.run('generate', 'A red fox', '-o', 'x.mp4', '--json', '--seed', '9');
    const document: unknown = JSON.parse(ran.out);
    expect(document).toMatchObject({
      job: { state: 'succeeded', input: { prompt: 'A red fox', seed: 9 } },
      asset: { type: 'video', bytes: clipBytes.length },
      file: join(cli.cwd, 'x.mp4'),
    });
    expect(ran.err).toContain('Saved');
  });

  it('leaves the daemon running', async () => {
    await running(succeedAtOnce);
    await cli.run('generate', 'A red fox');
    expect(daemon?.calls).not.toContain('POST /api/v1/shutdown');
  });

  it('touches no job when the file is there already', async () => {
    await running(succeedAtOnce);
    writeFileSync(join(cli.cwd, 'x.mp4'), 'precious');
    const ran = await cli.run('generate', 'A red fox', '-o', 'x.mp4');
    expect([ran.code, daemon?.requests, readFileSync(join(cli.cwd, 'x.mp4'), 'utf8')]).toEqual([2, [], 'precious']);
    expect(ran.err).toContain('--force');
    expect((await cli.run('generate', 'A red fox', '-o', 'x.mp4', '--force')).code).toBe(0);
  });

  it('ends with 1 and the reason when the job fails, and writes nothing', async () => {
    const error = {
      code: 'invalid_output',
      detail: 'd',
      userMessage: 'What was made is no video.',
      retryable: true,
    } as const;
    await running((job, fake) => void fake.update(job.id, { state: 'failed', error }));
    const ran = await cli.run('generate', 'A red fox', '--json');
    expect(ran.code).toBe(exitCodes.error);
    expect(JSON.parse(ran.out)).toMatchObject({
      error: { code: 'invalid_output', exitCode: 1 },
      job: { state: 'failed' },
    });
    expect(ran.err).toContain('What was made is no video.');
    expect(ran.err).toContain('videoexpress jobs retry');
    expect(readdirSync(cli.cwd)).toEqual([]);
  });

  it('claims no success for a clip that arrives otherwise than it is in the library', async () => {
    await running((job, fake) => fake.succeed(job.id, { sha256: '0'.repeat(64) }));
    const ran = await cli.run('generate', 'A red fox');
    expect(ran.code).toBe(exitCodes.error);
    expect(ran.err).toContain('did not arrive as it is in the library');
    expect(readdirSync(cli.cwd)).toEqual([]);
  });

  it('names the option of each refused value', async () => {
    const fake = await running(undefined);
    const errors = [
      { path: 'input.width', message: 'Even numbers only.' },
      { path: 'input.fps', message: 'At most 60.' },
    ];
    fake.refuse('POST /api/v1/jobs', { status: 400, code: 'invalid_input', detail: 'Two fields are wrong.', errors });
    const ran = await cli.run('generate', 'A red fox', '--size', '101x100', '--set', 'fps=99', '--json');
    expect(ran.code).toBe(exitCodes.usage);
    expect(ran.err).toContain('--size (width): Even numbers only.');
    expect(ran.err).toContain('--set fps: At most 60.');
    expect(JSON.parse(ran.out)).toMatchObject({
      error: { code: 'invalid_input', errors: [{ path: '--size (width)' }, { path: '--set fps' }] },
    });
  });

  it('says a single refused value in one line', async () => {
    const fake = await running(undefined);
    const errors = [{ path: 'input.seed', message: 'Must be at most 4294967295.' }];
    fake.refuse('POST /api/v1/jobs', { status: 400, code: 'invalid_input', detail: 'input.seed: too much', errors });
    const ran = await cli.run('generate', 'A red fox', '--seed', '99999999999');
    expect(ran.err).toBe('Error: --seed: Must be at most 4294967295.\n');
  });

  it('uploads the picture first, and says of --image what is wrong with it', async () => {
    const fake = await running(succeedAtOnce);
    writeFileSync(join(cli.cwd, 'cat.png'), 'a picture');
    expect((await cli.run('generate', '--image', 'cat.png', 'It looks up')).code).toBe(0);
    expect(fake.requests).toMatchObject([
      { kind: 'image_to_video', input: { image: expect.stringMatching(/^ast_/), prompt: 'It looks up' } },
    ]);
    fake.refuse('POST /api/v1/assets', {
      status: 400,
      code: 'invalid_input',
      detail: 'The picture moves.',
      errors: [{ path: 'file', message: 'Animated.' }],
    });
    const refused = await cli.run('generate', '--image', 'cat.png');
    expect(refused.code).toBe(exitCodes.usage);
    expect(refused.err).toContain('--image: Animated.');
    expect((await cli.run('generate', '--image', 'dog.png')).err).toContain('There is no file');
  });

  it('returns at once with --detach', async () => {
    await running(undefined);
    const ran = await cli.run('generate', 'A red fox', '--detach', '--json');
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ job: { state: 'queued' }, asset: null, file: null });
  });
});

describe('generate without a daemon', () => {
  it('starts one for its own job, and stops it', async () => {
    const ran = await cli.run('generate', 'A red fox', '--json');
    expect(ran).toMatchObject({ code: 0 });
    expect(existsSync(join(cli.cwd, 'A red fox.mp4'))).toBe(true);
    expect(await findRunningDaemon(cli.folders)).toEqual({ state: 'none' });
  });

  it('stops it too when the job is refused', async () => {
    const ran = await cli.run('generate', 'A red fox', '--engine', 'nothing');
    expect(ran.code).toBe(exitCodes.usage);
    expect(await findRunningDaemon(cli.folders)).toEqual({ state: 'none' });
  });

  it('leaves one running with --detach', async () => {
    expect((await cli.run('generate', 'A red fox', '--detach', '--port', '0')).code).toBe(exitCodes.usage);
    const ran = await cli.run('generate', 'A red fox', '--detach');
    expect(ran.code).toBe(0);
    expect(await findRunningDaemon(cli.folders)).toMatchObject({ state: 'running', info: { solo: false } });
    expect((await cli.run('stop')).code).toBe(0);
  });
});

describe('generate --detach where the usual port is taken', () => {
  it('starts the studio on a free one, and says where', async () => {
    Object.assign(cli.outside, {
      machine: { ...cli.outside.machine, env: { ...cli.outside.machine.env, VIDEOEXPRESS_PORT: '1' } },
    });
    const ran = await cli.run('generate', 'A red fox', '--detach', '--json');
    expect(ran).toMatchObject({ code: 0 });
    const sighting = await findRunningDaemon(cli.folders);
    expect(sighting).toMatchObject({ state: 'running', info: { solo: false } });
    expect(ran.err).toContain('Port 1 is taken');
    expect(ran.err).toContain(sighting.state === 'running' ? sighting.info.url : 'no studio');
    expect((await cli.run('stop')).code).toBe(0);
  });
});

describe('Ctrl-C in generate', () => {
  /** A run that is interrupted once its job draws. */
  async function interrupted(interactive: boolean) {
    cli.dispose();
    cli = createTestCli({ interactive });
    const fake = await running(
      (job, it) => void it.update(job.id, { state: 'running', progress: { fraction: 0.3, stage: 'Drawing' } }),
    );
    const ran = cli.run('generate', 'A red fox', '--json');
    await cli.sees('Drawing');
    cli.interrupt();
    return { fake, ran, job: () => [...fake.jobs.values()][0]! };
  }

  it('asks, and cancels the job when told to', async () => {
    const { ran, job } = await interrupted(true);
    await cli.sees('Cancel the job, or leave it running?');
    await cli.type('c');
    expect(await ran).toMatchObject({ code: exitCodes.error });
    expect(job().state).toBe('cancelled');
    expect(JSON.parse((await ran).out)).toMatchObject({ error: { code: 'cancelled' }, job: { state: 'cancelled' } });
  });

  it('leaves the job running when told to, and says how to watch it', async () => {
    const { ran, job } = await interrupted(true);
    await cli.type('leave');
    expect(await ran).toMatchObject({ code: exitCodes.error });
    expect([job().state, JSON.parse((await ran).out).error.code]).toEqual(['running', 'left_running']);
    expect((await ran).err).toContain(`videoexpress jobs watch ${job().id.slice(-8)}`);
  });

  it('goes on watching at Enter, and asks again at an answer it does not understand', async () => {
    const { fake, ran, job } = await interrupted(true);
    await cli.type('what?');
    await cli.type('');
    fake.succeed(job().id);
    expect(await ran).toMatchObject({ code: 0 });
    expect((await ran).err.match(/Cancel the job/g)).toHaveLength(2);
  });

  it('needs no answer when the job ends while the question is open', async () => {
    const { fake, ran, job } = await interrupted(true);
    await cli.sees('Enter = keep watching');
    fake.succeed(job().id);
    expect(await ran).toMatchObject({ code: 0 });
  });

  it('counts two within half a second as one, and ends with 130 at the second', async () => {
    let now = 0;
    cli.dispose();
    cli = createTestCli({ interactive: true });
    Object.assign(cli.outside, { clock: { ...cli.outside.clock, monotonic: () => now } });
    const fake = await running(
      (job, it) => void it.update(job.id, { state: 'running', progress: { fraction: 0.3, stage: 'Drawing' } }),
    );
    const ran = cli.run('generate', 'A red fox');
    await cli.sees('Drawing');
    now = 10_000;
    cli.interrupt();
    now = 10_400;
    cli.interrupt();
    await cli.type('');
    now = 20_000;
    cli.interrupt();
    now = 21_000;
    cli.interrupt();
    expect((await ran).err.match(/Cancel the job/g)).toHaveLength(2);
    expect(await ran).toMatchObject({ code: exitCodes.interruptedTwice });
    expect([...fake.jobs.values()][0]).toMatchObject({ state: 'running' });
  });

  it('cannot ask without a terminal: ends with 130 and leaves the job running', async () => {
    const { ran, job } = await interrupted(false);
    expect(await ran).toMatchObject({ code: exitCodes.interruptedTwice });
    expect(job().state).toBe('running');
  });
});
