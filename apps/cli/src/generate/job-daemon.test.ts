import { findRunningDaemon, systemClock } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../daemon-link/link.ts';
import { startFakeDaemon, type FakeDaemon, type FakeDaemonOptions } from '../testing/fake-daemon.ts';
import { fakeTime, newFakeJob } from '../testing/fake-jobs.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { createJob } from './create-job.ts';
import { letItStay, releaseDaemon } from './job-daemon.ts';
import { readRequest } from './request.ts';

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

async function running(options: FakeDaemonOptions): Promise<FakeDaemon> {
  daemon = await startFakeDaemon(cli.folders, options);
  return daemon;
}

const job = newFakeJob({ kind: 'text_to_video', input: { prompt: 'A fox' } });
const before = '2026-11-22T09:00:00.000Z';

describe('letting go of the daemon of one job', () => {
  it('stops it when nothing of its own is open', async () => {
    await running({ solo: true, jobs: [{ ...job, state: 'succeeded' }] });
    await releaseDaemon(systemClock, cli.folders);
    expect(await findRunningDaemon(cli.folders)).toEqual({ state: 'none' });
  });

  it('stops it although older jobs wait in the queue', async () => {
    await running({ solo: true, jobs: [{ ...job, createdAt: before }] });
    await releaseDaemon(systemClock, cli.folders);
    expect(await findRunningDaemon(cli.folders)).toEqual({ state: 'none' });
  });

  it('leaves it to another command whose job is still open', async () => {
    await running({ solo: true, jobs: [{ ...job, createdAt: fakeTime, state: 'running' }] });
    await releaseDaemon(systemClock, cli.folders);
    expect(await findRunningDaemon(cli.folders)).toMatchObject({ state: 'running' });
  });

  it('leaves a daemon alone that is there for everything, or was made to stay', async () => {
    await running({ solo: false });
    await releaseDaemon(systemClock, cli.folders);
    expect(daemon?.calls).not.toContain('POST /api/v1/shutdown');
    await daemon?.close();
    const solo = await running({ solo: true });
    expect((await cli.run('start', '--no-open')).code).toBe(0);
    expect(solo.calls).toContain('POST /api/v1/queue/resume');
    await releaseDaemon(systemClock, cli.folders);
    expect(await findRunningDaemon(cli.folders)).toMatchObject({ state: 'running' });
  });

  it('does not let a paused queue run by making it stay', async () => {
    const fake = await running({ solo: true });
    fake.paused = true;
    const link = await connect(systemClock, cli.folders);
    expect(link.ok && (await letItStay(link.value))).toBe(true);
    expect(fake.calls).not.toContain('POST /api/v1/queue/resume');
  });
});

describe('putting the job in the queue', () => {
  it('makes one job although the first answer is lost', async () => {
    const fake = await running({});
    const link = await connect(systemClock, cli.folders);
    if (!link.ok) throw new Error(link.error.message);
    fake.loseNextAnswer('POST /api/v1/jobs');
    const request = readRequest({ positionals: ['A fox'], has: () => false, value: () => null, values: () => [] });
    if (!request.ok) throw new Error(request.error.message);
    const created = await createJob(systemClock, cli.folders, link.value, request.value, {
      kind: 'text_to_video',
      input: { prompt: 'A fox' },
    });
    expect(created.ok && created.value.id).toBe([...fake.jobs.keys()][0]);
    expect([fake.jobs.size, fake.calls.filter((call) => call === 'POST /api/v1/jobs').length]).toEqual([1, 2]);
  });
});
