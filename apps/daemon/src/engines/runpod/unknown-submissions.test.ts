import type { FaultRule } from '@videoexpress/render-engines/testing';
import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio();
const renderings = () => studio().storage.objects.puts.filter((key) => key.endsWith('.mp4')).length;
const runs = () => studio().runpod.requests.count('run');

/** Nothing waits or works at RunPod any more. */
async function untilQuiet(): Promise<void> {
  const { runpod } = studio();
  await studio().until(() => runpod.jobs.every(({ state }) => state !== 'IN_QUEUE' && state !== 'IN_PROGRESS'));
}

describe('F2: killed after RunPod took the job, before its id was stored', () => {
  it('is adopted through its claim, where a worker has it', async () => {
    const worker = studio().startWorker({ holdAt: 'denoise' });
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    await worker.holding();
    expect((await studio().job(job.id)).state).toBe('dispatching');
    await studio().kill();
    await studio().startAgain();
    await studio().untilState(job.id, 'running');
    worker.letGo();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(runs()).toBe(1);
    expect(renderings()).toBe(1);
  });

  it('is sent once more where it still lies in the queue, says so, and is rendered once', async () => {
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    await studio().kill();
    await studio().startAgain();
    await studio().untilState(job.id, 'submitted');
    expect(studio().runpod.jobs).toHaveLength(2);
    studio().startWorker({ stepMs: 500 });
    studio().startWorker({ stepMs: 500 });
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 2, attempt: 1 });
    await untilQuiet();
    expect(renderings()).toBe(1);
    expect(runs()).toBe(2);
  });

  it('is found by its result, where it was rendered while nobody was there', async () => {
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    await studio().kill();
    await untilQuiet();
    studio().clock.advance(3 * 3_600_000);
    await studio().startAgain();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(runs()).toBe(1);
  });
});

describe('F3: a submission without an answer', () => {
  it.each<[string, FaultRule['fault']]>([
    ['a 502', { kind: 'server_error', status: 502, accepted: true }],
    ['a reset', { kind: 'reset', accepted: true }],
    ['half a JSON', { kind: 'truncated_json' }],
    ['a web page', { kind: 'html', accepted: true }],
  ])('that was taken and ended in %s is followed, or rendered once all the same', async (_name, fault) => {
    studio().startWorker({ stepMs: 1000 });
    studio().runpod.faults.add({ route: 'run', fault });
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1 });
    await untilQuiet();
    expect(renderings()).toBe(1);
    expect((await studio().job(job.id)).submissions).toBe(runs());
    expect(runs()).toBeLessThanOrEqual(2);
  });

  it.each<[string, FaultRule['fault']]>([
    ['a 500', { kind: 'server_error' }],
    ['a reset', { kind: 'reset' }],
  ])('that was not taken and ended in %s is sent once more', async (_name, fault) => {
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault });
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 2, attempt: 1 });
    expect(studio().runpod.jobs).toHaveLength(1);
  });

  it('that hangs is unknown after its time, and followed through the claim', async () => {
    const worker = studio().startWorker({ holdAt: 'denoise' });
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const job = await studio().create();
    await worker.holding();
    studio().clock.advance(121_000);
    await studio().untilState(job.id, 'running');
    worker.letGo();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('twice is the end, told as such, and what may still be queued there renders nothing', async () => {
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'reset', accepted: true }, times: 2 });
    const job = await studio().create();
    const end = await studio().untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', submissions: 2, error: { code: 'outcome_unknown' } });
    await studio().until(() => studio().storage.keys().length === 1);
    studio().startWorker();
    await untilQuiet();
    expect(renderings()).toBe(0);
  });

  it('without object storage is sent once more and shows it: the price of having none', async () => {
    studio().storage.isSetUp = false;
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'server_error', accepted: true } });
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 2 });
  });

  it('while the storage is away too waits for it, and sends nothing blindly', async () => {
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'reset', accepted: true } });
    studio().runpod.faults.add({ route: 'status', fault: { kind: 'server_error' }, times: 1 });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    studio().storage.trouble = { code: 'unreachable', detail: 'offline' };
    const began = studio().clock.monotonic();
    await studio().until(() => studio().clock.monotonic() - began > 40 * 60_000, 10_000);
    expect(runs()).toBe(1);
    studio().storage.trouble = null;
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(runs()).toBe(1);
  });
});
