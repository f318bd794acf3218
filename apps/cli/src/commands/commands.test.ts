import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, ensureFolders, exitCodes } from '@videoexpress/host';
import type { Job } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDaemon, type FakeDaemon } from '../testing/fake-daemon.ts';
import { newFakeJob } from '../testing/fake-jobs.ts';
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

async function withJobs(...jobs: Job[]): Promise<FakeDaemon> {
  daemon = await startFakeDaemon(cli.folders, { jobs });
  return daemon;
}

function fox(change: Partial<Job> = {}): Job {
  return { ...newFakeJob({ kind: 'text_to_video', input: { prompt: 'A red fox' } }), ...change };
}

describe('jobs', () => {
  it('need a running daemon', async () => {
    for (const args of [['list'], ['show', 'abcd1234'], ['cancel', 'abcd1234'], ['retry', 'abcd1234'], ['watch']]) {
      expect((await cli.run('jobs', ...args)).code).toBe(exitCodes.notRunning);
    }
  });

  it('list shows the newest first, by state when asked', async () => {
    const done = fox({ state: 'succeeded' });
    const failed = fox({ state: 'failed' });
    await withJobs(done, failed);
    const all = await cli.run('jobs', 'list');
    expect(all.out.split('\n').map((line) => line.slice(0, 8))).toEqual([failed.id.slice(-8), done.id.slice(-8), '']);
    const one = await cli.run('jobs', 'list', '--state', 'failed', '--json');
    expect(JSON.parse(one.out)).toEqual({ items: [failed], nextCursor: null });
    expect((await cli.run('jobs', 'list', '--state', 'faild')).err).toContain('Did you mean failed?');
    expect((await cli.run('jobs', 'list', '--kind', 'x')).code).toBe(exitCodes.usage);
    for (const limit of ['0', '201']) {
      const ran = await cli.run('jobs', 'list', '--limit', limit);
      expect([ran.code, ran.err]).toEqual([
        exitCodes.usage,
        `Error: --limit is "${limit}". Give a whole number from 1 to 200.\n`,
      ]);
    }
  });

  it('show takes a whole id or its end', async () => {
    const job = fox();
    await withJobs(job);
    expect(JSON.parse((await cli.run('jobs', 'show', job.id, '--json')).out)).toEqual(job);
    expect((await cli.run('jobs', 'show', job.id.slice(-8))).out).toContain('A red fox');
    expect((await cli.run('jobs', 'show', 'ffffffffff')).code).toBe(exitCodes.error);
    expect((await cli.run('jobs', 'show', 'a fox')).code).toBe(exitCodes.usage);
    expect((await cli.run('jobs', 'show', `job_${'0'.repeat(32)}`)).code).toBe(exitCodes.error);
  });

  it('cancel is content with a job that is cancelled already, not with one that succeeded', async () => {
    const job = fox();
    const done = fox({ state: 'succeeded' });
    await withJobs(job, done);
    expect((await cli.run('jobs', 'cancel', job.id)).code).toBe(0);
    expect(JSON.parse((await cli.run('jobs', 'cancel', job.id, '--json')).out)).toMatchObject({
      id: job.id,
      state: 'cancelled',
    });
    const refused = await cli.run('jobs', 'cancel', done.id);
    expect([refused.code, refused.err.includes('succeeded')]).toEqual([exitCodes.error, true]);
  });

  it('retry makes a new job', async () => {
    const job = fox({ state: 'failed' });
    await withJobs(job);
    expect(JSON.parse((await cli.run('jobs', 'retry', job.id, '--json')).out)).toMatchObject({
      retryOf: job.id,
      state: 'queued',
    });
  });

  it('watch follows one to its end: a JSON document a line, 0 when it succeeded and 1 when not', async () => {
    const job = fox();
    const other = fox();
    const fake = await withJobs(job, other);
    const watching = cli.run('jobs', 'watch', job.id, '--json');
    while (fake.streams === 0) await new Promise(setImmediate);
    fake.update(job.id, { state: 'running', progress: { fraction: 0.5, stage: 'Drawing' } });
    fake.succeed(job.id);
    const ran = await watching;
    expect(ran.code).toBe(0);
    expect(
      ran.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).state),
    ).toEqual(['queued', 'running', 'succeeded']);
    fake.update(other.id, { state: 'failed' });
    expect((await cli.run('jobs', 'watch', other.id)).code).toBe(exitCodes.error);
  });

  it('watch shows all of them until Ctrl-C', async () => {
    const first = fox();
    const fake = await withJobs(first, fox());
    const watching = cli.run('jobs', 'watch');
    while (fake.streams === 0) await new Promise(setImmediate);
    fake.update(first.id, { state: 'running', progress: { fraction: 0.4, stage: 'Drawing\u001b[2J' } });
    fake.dropStreams();
    fake.update(first.id, {
      state: 'failed',
      error: { code: 'engine_failed', detail: '', userMessage: 'It broke.', retryable: true },
    });
    const short = first.id.slice(-8);
    await cli.sees(`${short}  running 40%  Drawing\n${short}  failed  It broke.\n`);
    cli.interrupt();
    expect((await watching).code).toBe(0);
  });
});

describe('engines', () => {
  it('are shown with their models, limits and parameters', async () => {
    await withJobs();
    const person = await cli.run('engines');
    expect(person.out).toContain('sketch  The sketch engine  ok  (default)');
    expect(person.out).toMatch(/--set guidance_scale +How closely to follow \(1 to 10; left out: 5\)/);
    expect(person.out).toMatch(/--set turbo +Faster \(true or false; left out: false\)/);
    expect(JSON.parse((await cli.run('engines', '--json')).out)).toMatchObject({
      items: [{ id: 'sketch' }, { id: 'picky' }],
    });
  });
});

describe('logs', () => {
  beforeEach(() => ensureFolders(cli.folders));

  function writeLog(minutesAgo: number, message: string): void {
    const log = createLogger({
      folder: cli.folders.logs,
      level: 'info',
      console: 'none',
      now: () => Date.now() - minutesAgo * 60_000,
    });
    log.info({ jobId: 'job_1' }, message);
    log.close();
  }

  it('are shown for a person, or as they are kept, or the last while of them', async () => {
    writeLog(60, 'old');
    writeLog(1, 'new');
    expect((await cli.run('logs')).out).toMatch(/info {2}old {2}jobId=job_1\n.*info {2}new/);
    const recent = await cli.run('logs', '--since', '10m', '--json');
    expect(
      recent.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['new']);
    expect((await cli.run('logs', '--since', 'yesterday')).code).toBe(exitCodes.usage);
  });

  it('go on with -f until Ctrl-C, in the file of the next day too', async () => {
    writeLog(0, 'first');
    const following = cli.run('logs', '-f', '--json');
    writeFileSync(
      join(cli.folders.logs, 'daemon.2999-01-01.1.log'),
      '{"level":"info","time":"2999-01-01T00:00:00.000Z","msg":"next day"}\n{"unfinis',
    );
    await cli.sees('next day');
    cli.interrupt();
    const ran = await following;
    expect(ran.code).toBe(0);
    expect(
      ran.out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).msg),
    ).toEqual(['first', 'next day']);
  });

  it('are none before the first start', async () => {
    rmSync(cli.home, { recursive: true });
    expect(await cli.run('logs')).toMatchObject({ code: 0, out: '' });
  });
});

describe('paths and version', () => {
  it('show where everything lies, with --data-dir from where one stands', async () => {
    expect(JSON.parse((await cli.run('paths', '--json')).out)).toEqual({
      data: cli.folders.data,
      state: cli.folders.state,
      config: cli.folders.config,
      cache: cli.folders.cache,
      database: cli.folders.databaseFile,
      media: cli.folders.media,
      logs: cli.folders.logs,
      token: cli.folders.tokenFile,
      runtime: cli.folders.runtimeFile,
      env: cli.folders.envFile,
    });
    expect(JSON.parse((await cli.run('paths', '--json', '--data-dir', './try')).out).data).toBe(
      join(cli.cwd, 'try', 'data'),
    );
  });

  it('version is a line, or a document', async () => {
    expect((await cli.run('version')).out).toBe('0.1.0\n');
    expect((await cli.run('--version')).out).toBe('0.1.0\n');
    expect(JSON.parse((await cli.run('version', '--json')).out)).toMatchObject({
      version: '0.1.0',
      node: process.versions.node,
    });
  });
});

describe('doctor', () => {
  const statuses = (out: string): Record<string, string> =>
    Object.fromEntries(JSON.parse(out).checks.map((check: { id: string; status: string }) => [check.id, check.status]));

  it('finds nothing wrong where nothing was started yet', async () => {
    const ran = await cli.run('doctor', '--json', '--port', '1');
    expect(ran.code).toBe(0);
    expect(statuses(ran.out)).toMatchObject({
      node: 'pass',
      folder_data: 'pass',
      file_modes: 'pass',
      disk: 'pass',
      daemon: 'note',
      database_file: 'pass',
    });
    expect((await cli.run('doctor', '--port', '1')).out).toContain('All is well.');
  });

  it('ends with 8 and says how to mend it when something is wrong', async () => {
    ensureFolders(cli.folders);
    chmodSync(cli.folders.media, 0o755);
    const ran = await cli.run('doctor', '--json', '--port', '1');
    expect(ran.code).toBe(exitCodes.doctorFailed);
    expect(statuses(ran.out)).toMatchObject({ file_modes: 'fail' });
    expect((await cli.run('doctor', '--port', '1')).out).toContain(`chmod 700 '${cli.folders.media}'`);
  });

  it('asks a running daemon how its services are', async () => {
    const fake = await withJobs();
    fake.services = [
      {
        id: 'media',
        label: 'Media tools',
        status: 'down',
        latencyMs: null,
        detail: 'The codec does not load',
        fix: 'Install again',
      },
      { id: 'r2', label: 'R2', status: 'not_configured', latencyMs: null, detail: 'Not set up', fix: null },
    ];
    const ran = await cli.run('doctor', '--json');
    expect(ran.code).toBe(exitCodes.doctorFailed);
    expect(statuses(ran.out)).toMatchObject({
      daemon: 'pass',
      port: 'pass',
      service_media: 'fail',
      object_storage: 'note',
    });
  });

  it('writes a bundle that holds no secret and is never put over a file', async () => {
    const canary = 'c4n4ry-0123456789';
    ensureFolders(cli.folders);
    mkdirSync(cli.folders.config, { recursive: true });
    writeFileSync(cli.folders.envFile, `RUNPOD_API_KEY=${canary}\n`, { mode: 0o600 });
    writeFileSync(
      join(cli.folders.logs, 'daemon.2026-11-22.1.log'),
      `{"level":"info","token":"${canary}","msg":"Bearer ${canary}"}\n`,
      { mode: 0o600 },
    );
    expect((await cli.run('doctor', '--bundle', 'b.json', '--port', '1')).code).toBe(0);
    const bundle = readFileSync(join(cli.cwd, 'b.json'), 'utf8');
    expect(JSON.parse(bundle)).toMatchObject({
      setVariables: [{ name: 'VIDEOEXPRESS_HOME' }, { name: 'VIDEOEXPRESS_PORT' }, { name: 'RUNPOD_API_KEY' }].toSorted(
        () => 0,
      )
        ? expect.any(Array)
        : [],
    });
    expect([bundle.includes(canary), bundle.includes(cli.home), bundle.includes('RUNPOD_API_KEY')]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await cli.run('doctor', '--bundle', 'b.json', '--port', '1')).code).toBe(exitCodes.usage);
    expect(existsSync(join(cli.cwd, 'b.json'))).toBe(true);
  });
});
