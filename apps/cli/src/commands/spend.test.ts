import { exitCodes } from '@videoexpress/host';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeDaemon, startFakeDaemon } from '../testing/fake-daemon.ts';
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

describe('spend', () => {
  it('says what this month cost, by engine, then the months before that cost something', async () => {
    daemon = await startFakeDaemon(cli.folders);
    const free = await cli.run('spend');
    expect([free.code, free.out.split('\n')[0]]).toEqual([0, 'This month $3.20, $0.40 reserved for renders under way']);
    await cli.run('config', 'set', 'monthlyBudgetUsd', '20');
    expect((await cli.run('spend')).out.split('\n').map((line) => line.trimEnd())).toEqual([
      'This month $3.20 of $20, $0.40 reserved for renders under way',
      '  runpod      $3.20  14 renders',
      '  videos-api  $0     1 render    cost of 1 not known',
      '',
      '2026-09 $0.038',
      '  runpod  $0.038  1 render',
      'Months begin by the time of Europe/Berlin.',
      '',
    ]);
  });

  it('shows as many months as are asked for, as a document too', async () => {
    daemon = await startFakeDaemon(cli.folders);
    const shown = await cli.run('spend', '--months', '1', '--json');
    expect(JSON.parse(shown.out)).toMatchObject({ timeZone: 'Europe/Berlin', months: [{ month: '2026-11' }] });
    for (const months of ['0', '37', 'all'])
      expect((await cli.run('spend', '--months', months)).code).toBe(exitCodes.usage);
  });

  it('needs a running daemon', async () => {
    expect((await cli.run('spend')).code).toBe(exitCodes.notRunning);
  });
});

describe('the cost of a job', () => {
  const shown = async (change: object) => {
    const job = { ...newFakeJob({ kind: 'text_to_video', input: { prompt: 'fox' } }), ...change };
    daemon = await startFakeDaemon(cli.folders, { jobs: [job] });
    const { out } = await cli.run('jobs', 'show', job.id);
    return out.split('\n').map((line) => line.trim());
  };

  it('is told while it runs, with what is expected', async () => {
    const lines = await shown({
      state: 'running',
      cost: { estimatedUsd: 0.04, actualUsd: null },
      progress: { fraction: 0.5, stage: 'Step 5', costUsd: 0.012 },
      submissions: 1,
    });
    expect(lines).toContainEqual(expect.stringMatching(/^Cost +\$0\.012 so far, about \$0\.040 expected$/));
    expect(lines.join('\n')).not.toContain('twice');
  });

  it('is told at the end, with a warning where it was sent more often than it was tried', async () => {
    const lines = await shown({ state: 'succeeded', cost: { estimatedUsd: 0.04, actualUsd: 0.08 }, submissions: 2 });
    expect(lines).toContainEqual(expect.stringMatching(/^Cost +\$0\.080$/));
    expect(lines).toContain('It was sent 2 times for one attempt: possibly charged twice.');
  });
});
