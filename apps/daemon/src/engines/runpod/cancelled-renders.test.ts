import type { JobState } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio();

/** Nothing waits or works at RunPod any more. */
async function untilQuiet(): Promise<void> {
  const { runpod } = studio();
  await studio().until(() => runpod.jobs.every(({ state }) => state !== 'IN_QUEUE' && state !== 'IN_PROGRESS'));
}

/** Nothing of it lies in the storage any more, but where a submission of it may still be queued its claim. */
const leftKeys = () =>
  studio()
    .storage.keys()
    .filter((key) => !key.endsWith('.claim.json'));

describe('F8: a cancel', () => {
  it('while it waits at RunPod stops it there, and nothing is left', async () => {
    const job = await studio().create();
    await studio().untilState(job.id, 'submitted');
    await studio().test.studio.jobs.cancel(job.id);
    await untilQuiet();
    expect(studio().runpod.jobs.map(({ state }) => state)).toEqual(['CANCELLED']);
    expect(await studio().job(job.id)).toMatchObject({ state: 'cancelled' });
    expect(studio().storage.keys()).toEqual([]);
  });

  it.each(['load', 'denoise', 'decode', 'upload'] as const)(
    'while a worker is at %s stops the worker',
    async (stage) => {
      const worker = studio().startWorker();
      worker.next.push({ holdAt: stage });
      const job = await studio().create();
      await studio().untilState(job.id, 'running');
      await worker.holding();
      await studio().test.studio.jobs.cancel(job.id);
      await untilQuiet();
      await studio().until(() => worker.log[0]?.end === 'stopped');
      await studio().until(() => studio().storage.keys().length === 0);
      expect((await studio().job(job.id)).state).toBe('cancelled');
      const next = await studio().create();
      expect((await studio().untilEnd(next.id)).state).toBe('succeeded');
    },
  );

  it('between the submission and its answer is carried out once the answer is there', async () => {
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'slow', delayMs: 3000 } });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    await studio().test.studio.jobs.cancel(job.id);
    studio().clock.advance(3000);
    await studio().until(() => studio().runpod.jobs[0]?.state === 'CANCELLED');
    expect((await studio().job(job.id)).state).toBe('cancelled');
  });

  it.each([
    ['before', true],
    ['after', false],
  ] as const)('%s the answer of the worker: one end, and that for good', async (_order, cancelFirst) => {
    const worker = studio().startWorker({ holdAt: 'upload' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    const answered = async () => {
      worker.letGo();
      await studio().until(() => studio().runpod.jobs[0]?.state !== 'IN_PROGRESS');
    };
    if (!cancelFirst) await answered();
    await studio().test.studio.jobs.cancel(job.id);
    const decided: JobState = (await studio().job(job.id)).state;
    if (cancelFirst) await answered();
    await untilQuiet();
    const began = studio().clock.monotonic();
    await studio().until(() => studio().clock.monotonic() - began > 20_000);
    expect((await studio().job(job.id)).state).toBe(decided);
    if (decided === 'cancelled') await studio().until(() => leftKeys().length === 0);
  });

  it('is sent after a restart, where the daemon was killed between the two', async () => {
    const worker = studio().startWorker({ holdAt: 'denoise' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    studio().runpod.faults.add({ route: 'cancel', fault: { kind: 'hang' } });
    await studio().test.studio.jobs.cancel(job.id);
    await studio().runpod.requests.received('cancel', 1);
    await studio().kill();
    expect(studio().runpod.jobs[0]?.state).toBe('IN_PROGRESS');
    await studio().startAgain();
    await untilQuiet();
    await studio().until(() => worker.log[0]?.end === 'stopped');
    expect((await studio().job(job.id)).state).toBe('cancelled');
    await studio().until(() => studio().storage.keys().length === 0);
  });

  it('of a job whose submission nobody saw the answer of stops whoever claimed it', async () => {
    const worker = studio().startWorker({ holdAt: 'denoise' });
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang', accepted: true } });
    const job = await studio().create();
    await worker.holding();
    await studio().kill();
    studio().storage.trouble = { code: 'unreachable', detail: 'offline' };
    await studio().startAgain();
    await studio().test.studio.jobs.cancel(job.id);
    studio().storage.trouble = null;
    await studio().until(() => worker.log[0]?.end === 'stopped');
    expect(studio().runpod.requests.count('run')).toBe(1);
    await studio().until(() => leftKeys().length === 0);
  });
});
