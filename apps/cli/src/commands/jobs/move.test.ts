import { exitCodes } from '@videoexpress/host';
import type { Job } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../../testing/fake-daemon.ts';
import { newFakeJob } from '../../testing/fake-jobs.ts';
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

function fox(change: Partial<Job> = {}): Job {
  return { ...newFakeJob({ kind: 'text_to_video', input: { prompt: 'A red fox' } }), ...change };
}

describe('jobs move', () => {
  it('needs a running daemon', async () => {
    expect((await cli.run('jobs', 'move', 'abcd1234', '--front')).code).toBe(exitCodes.notRunning);
  });

  it('puts a job before all, or behind another, and asks which', async () => {
    const [job, other, done] = [fox(), fox(), fox({ state: 'succeeded' })];
    daemon = await startFakeDaemon(cli.folders, { jobs: [job, other, done] });
    expect((await cli.run('jobs', 'move', job.id, '--front')).out).toContain('is before all that wait');
    const behind = await cli.run('jobs', 'move', job.id, '--after', other.id.slice(-8), '--json');
    expect([behind.code, JSON.parse(behind.out)]).toEqual([0, job]);
    expect(daemon.moves).toEqual([
      { id: job.id, after: null },
      { id: job.id, after: other.id },
    ]);
    for (const args of [[], ['--front', '--after', other.id]])
      expect((await cli.run('jobs', 'move', job.id, ...args)).code).toBe(exitCodes.usage);
    const late = await cli.run('jobs', 'move', done.id, '--front');
    expect([late.code, late.err.includes('succeeded')]).toEqual([exitCodes.error, true]);
  });
});
