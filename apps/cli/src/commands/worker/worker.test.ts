import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { exitCodes, systemClock } from '@videoexpress/host';
import { newJobId } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { fakeTime } from '../../testing/fake-jobs.ts';
import { idleWorker, noWorkers, openDoor } from '../../testing/fake-workers.ts';
import { createTestCli, type TestCli } from '../../testing/test-cli.ts';

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

describe('worker token', () => {
  it('makes one where there is none, and shows the same ever after, alone on its line', async () => {
    const first = await cli.run('worker', 'token');
    expect(first).toEqual({ code: 0, out: expect.stringMatching(/^[A-Za-z0-9_-]{43}\n$/), err: '' });
    expect((await cli.run('worker', 'token')).out).toBe(first.out);
    expect(readFileSync(cli.folders.workerTokenFile, 'utf8')).toBe(first.out);
    expect(statSync(cli.folders.workerTokenFile).mode & 0o777).toBe(0o600);
  });

  it('puts another in force when asked, and says what follows', async () => {
    const old = (await cli.run('worker', 'token')).out.trim();
    const rotated = await cli.run('worker', 'token', '--rotate', '--json');
    const document = JSON.parse(rotated.out);
    expect(document).toEqual({
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      rotated: true,
      file: cli.folders.workerTokenFile,
    });
    expect(document.token).not.toBe(old);
    expect(rotated.err).toContain('The old token opens nothing from now on.');
    expect((await cli.run('worker', 'token')).out.trim()).toBe(document.token);
  });

  it('leaves the token of the studio itself alone', async () => {
    daemon = await startFakeDaemon(cli.folders);
    const before = readFileSync(cli.folders.tokenFile, 'utf8');
    const shown = (await cli.run('worker', 'token', '--rotate')).out;
    expect([readFileSync(cli.folders.tokenFile, 'utf8'), shown === before]).toEqual([before, false]);
  });

  it('says where it cannot be kept', async () => {
    writeFileSync(`${cli.home}/state`, 'a file where the folder should be');
    expect((await cli.run('worker', 'token', '--json')).code).toBe(exitCodes.configurationInvalid);
  });
});

describe('worker list', () => {
  const lines = async () => (await cli.run('worker', 'list')).out.split('\n').filter((line) => line !== '');

  it('shows machine, GPU, version, what each does, and when it last called', async () => {
    daemon = await startFakeDaemon(cli.folders);
    const id = newJobId();
    const job = { id, since: fakeTime, stage: 'Step 3', fraction: 0.256 };
    daemon.workers = {
      ...noWorkers,
      listener: openDoor,
      waiting: 2,
      items: [
        idleWorker,
        { ...idleWorker, id: 'cellar-1', machine: null, gpu: null, version: null, job },
        { ...idleWorker, machine: 'shed', trouble: 'Update the\u001b[31m worker.' },
      ],
    };
    Object.assign(cli.outside, { clock: { ...systemClock, now: () => Date.parse(fakeTime) + 4000 } });
    const shown = await cli.run('worker', 'list');
    const [idle, busy, troubled] = shown.out.split('\n');
    expect(idle).toMatch(/^attic +RTX 4090 +version 0\.1\.0 +waits for work +seen 4 s ago$/);
    expect(busy).toMatch(new RegExp(`^cellar-1 +no GPU named +${id.slice(-8)} 25% {2}Step 3 +seen 4 s ago$`));
    expect(troubled).toMatch(/^shed +.*Update the.* worker\. +seen/);
    expect(shown.out).not.toContain('\u001b');
    expect(shown.err).toBe('Workers come in at 127.0.0.1:8124. 2 jobs wait for one.\n');
  });

  it('says how to let them in where there is no door, and how to start one where there is', async () => {
    daemon = await startFakeDaemon(cli.folders);
    expect(await lines()).toEqual(['No worker is connected.']);
    expect((await cli.run('worker', 'list')).err).toContain(
      'Nothing listens for workers.\nLet them in with: videoexpress config set engines.own-gpu.listen 127.0.0.1:8124\n',
    );
    daemon.workers = { ...noWorkers, listener: openDoor, waiting: 1 };
    expect((await cli.run('worker', 'list')).err).toBe(
      'Workers come in at 127.0.0.1:8124. 1 job waits for one.\nStart one with: videoexpress worker start\n',
    );
    const detail = '127.0.0.1:8124 is taken by another program.';
    daemon.workers = { ...noWorkers, listener: { ...openDoor, state: 'failed', detail } };
    expect((await cli.run('worker', 'list')).err).toContain(`The door for workers is not open: ${detail}`);
  });

  it('is one document for scripts, and needs a running studio', async () => {
    expect((await cli.run('worker', 'list')).code).toBe(exitCodes.notRunning);
    daemon = await startFakeDaemon(cli.folders);
    daemon.workers = { ...noWorkers, items: [idleWorker], listener: openDoor };
    expect(JSON.parse((await cli.run('worker', 'list', '--json')).out)).toEqual(daemon.workers);
  });
});
