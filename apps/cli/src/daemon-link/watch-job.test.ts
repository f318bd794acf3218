import { systemClock } from '@videoexpress/host';
import { isEndState, type Job } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startFakeDaemon, type FakeDaemon } from '../testing/fake-daemon.ts';
import { newFakeJob } from '../testing/fake-jobs.ts';
import { createTestCli, type TestCli } from '../testing/test-cli.ts';
import { connect } from './link.ts';
import { watchJob } from './watch-job.ts';

let cli: TestCli;
let daemon: FakeDaemon;
const job = newFakeJob({ kind: 'text_to_video', input: { prompt: 'A fox' } });

beforeEach(async () => {
  cli = createTestCli();
  daemon = await startFakeDaemon(cli.folders, { jobs: [job] });
});
afterEach(async () => {
  await daemon.close();
  cli.dispose();
});

/** Watches; `onFraction` is called once for each fraction when it is first seen. */
async function watch(
  onFraction: Record<number, () => void>,
  more: { awayPatienceMs?: number; onConnection?: (connected: boolean) => void } = {},
) {
  const link = await connect(systemClock, cli.folders);
  if (!link.ok) throw new Error(link.error.message);
  const seen: (number | null)[] = [];
  const over = new AbortController();
  const take = ({ progress: { fraction } }: Job): void => {
    if (seen.includes(fraction)) return;
    seen.push(fraction);
    if (fraction !== null) onFraction[fraction]?.();
  };
  const result = await watchJob({
    clock: systemClock,
    folders: cli.folders,
    link: link.value,
    jobId: job.id,
    signal: over.signal,
    onJob: take,
    ...more,
  });
  return { seen, result };
}

function progress(fraction: number): void {
  daemon.update(job.id, { state: 'running', progress: { fraction, stage: 'Drawing' } });
}

/** Waits for the stream of the watcher to be open. */
async function streaming(): Promise<void> {
  while (daemon.streams === 0) await new Promise(setImmediate);
}

describe('following a job', () => {
  it('sees every change up to the end', async () => {
    const watching = watch({ 0.2: () => progress(0.7), 0.7: () => daemon.succeed(job.id) });
    await streaming();
    progress(0.2);
    const { seen, result } = await watching;
    expect(seen).toEqual([null, 0.2, 0.7]);
    expect(result).toMatchObject({ ok: true, value: { how: 'ended', job: { state: 'succeeded' } } });
    expect(daemon.calls.filter((call) => call === `GET /api/v1/jobs/${job.id}`)).toHaveLength(1);
  });

  it('opens no stream for a job that has ended', async () => {
    daemon.update(job.id, { state: 'cancelled' });
    const { result } = await watch({});
    expect(result).toMatchObject({ ok: true, value: { job: { state: 'cancelled' } } });
    expect(daemon.calls).not.toContain('GET /api/v1/events');
  });

  it('comes back after a broken stream with its last event and misses nothing, without reading the job again', async () => {
    const watching = watch({
      0.2: () => {
        daemon.dropStreams();
        progress(0.5);
        progress(0.6);
      },
      0.6: () => daemon.succeed(job.id),
    });
    await streaming();
    progress(0.2);
    const { seen } = await watching;
    expect(seen).toEqual([null, 0.2, 0.5, 0.6]);
    expect(daemon.streamStarts).toEqual([0, 1]);
    expect(daemon.calls.filter((call) => call === `GET /api/v1/jobs/${job.id}`)).toHaveLength(1);
  });

  it('survives a restart of the daemon on another port', async () => {
    const connections: boolean[] = [];
    const restart = async (): Promise<void> => {
      const left = [...daemon.jobs.values()];
      await daemon.close();
      while (connections.length === 0) await new Promise(setImmediate);
      daemon = await startFakeDaemon(cli.folders, { jobs: left });
      await streaming();
      daemon.succeed(job.id);
    };
    let restarted = Promise.resolve();
    const watching = watch(
      {
        0.2: () => {
          restarted = restart();
        },
      },
      { onConnection: (connected) => connections.push(connected) },
    );
    await streaming();
    progress(0.2);
    const { result } = await watching;
    await restarted;
    expect(result).toMatchObject({ ok: true, value: { how: 'ended', job: { state: 'succeeded' } } });
    expect(connections).toEqual([false, true]);
  });

  it('gives up on a daemon that stays away', async () => {
    const watching = watch({ 0.2: () => void daemon.close() }, { awayPatienceMs: 300 });
    await streaming();
    progress(0.2);
    expect((await watching).result).toEqual({ ok: true, value: { how: 'daemon_gone' } });
  });

  it('asks for the job again and again where there is no stream to be had', async () => {
    daemon.refuse('GET /api/v1/events', { status: 503, code: 'too_many_streams', detail: 'Full.' });
    const watching = watch({ 0.2: () => daemon.succeed(job.id) });
    while (!daemon.calls.includes('GET /api/v1/events')) await new Promise(setImmediate);
    progress(0.2);
    expect((await watching).seen).toEqual([null, 0.2]);
  });

  it('says when the job is no longer there', async () => {
    daemon.refuse(`GET /api/v1/jobs/${job.id}`, { status: 404, code: 'not_found', detail: 'There is no such job.' });
    expect((await watch({})).result).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  it('never takes an older state for news', async () => {
    const watching = watch({ 0.2: () => daemon.succeed(job.id) });
    await streaming();
    progress(0.2);
    const { result } = await watching;
    expect(result.ok && result.value.how === 'ended' && isEndState(result.value.job.state)).toBe(true);
  });
});
