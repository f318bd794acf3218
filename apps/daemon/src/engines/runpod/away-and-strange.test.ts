import type { FaultRule } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio();
const minute = 60_000;

/** Lets time pass as a running machine does. */
async function pass(ms: number, stepMs = 1000): Promise<void> {
  const end = studio().clock.monotonic() + ms;
  await studio().until(() => studio().clock.monotonic() >= end, stepMs);
}

/** The answer of the only job there is lies at RunPod. */
async function untilAnswered(): Promise<void> {
  const { runpod } = studio();
  while (runpod.jobs[0]?.state !== 'COMPLETED') await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('F5: away until RunPod has forgotten the status', () => {
  it('asleep: succeeds from the stored object', async () => {
    const worker = studio().startWorker({ holdAt: 'upload' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    worker.letGo();
    await untilAnswered();
    studio().clock.suspend(40 * minute);
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(
      studio()
        .runpod.requests.of('status')
        .some(({ status }) => status === 404),
    ).toBe(true);
  });

  it('offline for an hour: succeeds from the stored object, and nothing is given up meanwhile', async () => {
    const worker = studio().startWorker({ holdAt: 'upload' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    await studio().runpod.setNetwork('refused');
    studio().storage.trouble = { code: 'unreachable', detail: 'offline' };
    worker.letGo();
    await pass(60 * minute, 10_000);
    expect((await studio().job(job.id)).state).toBe('running');
    await studio().runpod.setNetwork('up');
    studio().storage.trouble = null;
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('without a stored object ends as expired, a retry is offered, and nothing is asked on', async () => {
    studio().storage.isSetUp = false;
    const worker = studio().startWorker({ holdAt: 'upload' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    worker.letGo();
    await untilAnswered();
    studio().clock.suspend(40 * minute);
    const end = await studio().untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', error: { code: 'result_expired' } });
    const asked = studio().runpod.requests.count('status');
    await pass(5 * minute);
    expect(studio().runpod.requests.count('status')).toBe(asked);
    expect(await studio().test.studio.jobs.retry(job.id)).toMatchObject({ ok: true });
  });
});

describe('F6: the endpoint has 0 workers', () => {
  it('is said by the job within three minutes, which stays there, and can be cancelled', async () => {
    studio().runpod.workers.capacity = { mode: 'none' };
    const job = await studio().create();
    const began = studio().clock.monotonic();
    await studio().until(async () => /0 workers/.test((await studio().job(job.id)).progress.stage), 1000);
    expect(studio().clock.monotonic() - began).toBeLessThan(3 * minute);
    await pass(5 * minute, 2000);
    expect(await studio().job(job.id)).toMatchObject({ state: 'submitted', submissions: 1 });
    await studio().test.studio.jobs.cancel(job.id);
    await studio().until(() => studio().runpod.jobs[0]?.state === 'CANCELLED');
    expect((await studio().job(job.id)).state).toBe('cancelled');
  });

  it('goes on by itself when workers are back', async () => {
    studio().runpod.workers.capacity = { mode: 'none' };
    const job = await studio().create();
    await studio().until(async () => /0 workers/.test((await studio().job(job.id)).progress.stage), 1000);
    studio().runpod.workers.capacity = { mode: 'open' };
    studio().startWorker();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });
});

describe('F7: what RunPod says is strange', () => {
  it.each<[string, FaultRule['fault']]>([
    ['an unknown word', { kind: 'state_word', word: 'DREAMING' }],
    ['half a JSON', { kind: 'truncated_json' }],
    ['a web page', { kind: 'html' }],
    ['an empty error', { kind: 'server_error', status: 503 }],
    ['a 401', { kind: 'unauthorized' }],
    ['a 429', { kind: 'too_many_requests' }],
    ['a passing 404', { kind: 'not_found' }],
    ['an earlier moment', { kind: 'earlier_state', state: 'IN_QUEUE' }],
  ])('%s changes nothing about a job that runs', async (_name, fault) => {
    const worker = studio().startWorker({ holdAt: 'decode' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    const before = studio().runpod.requests.count('status');
    studio().runpod.faults.add({ route: 'status', fault, times: 3 });
    await studio().until(() => studio().runpod.requests.count('status') >= before + 4);
    expect(await studio().job(job.id)).toMatchObject({ state: 'running', attempt: 1 });
    worker.letGo();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('an answer that comes before its time’s reports keeps its end', async () => {
    studio().startWorker({ progress: 'late', stepMs: 300 });
    const job = await studio().create();
    const end = await studio().untilEnd(job.id);
    await pass(minute);
    expect(await studio().job(job.id)).toEqual(end);
  });

  it('unknown words are logged', async () => {
    studio().startWorker({ holdAt: 'decode' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    studio().runpod.faults.add({ route: 'status', fault: { kind: 'state_word', word: 'DREAMING' } });
    await studio().until(() => JSON.stringify(studio().test.log.lines).includes('DREAMING'));
    expect((await studio().job(job.id)).state).toBe('running');
  });

  it.each([
    ['nothing', 'empty', 'invalid_output'],
    ['no clip at all', 'missing', 'result_expired'],
  ] as const)('%s in place of the clip ends the job with the reason, sent once', async (_name, clip, code) => {
    studio().startWorker({ clip });
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'failed', submissions: 1, error: { code } });
  });
});
