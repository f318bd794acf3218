import { readdirSync } from 'node:fs';
import type { WorkerProgress } from '@videoexpress/job-schema/worker';
import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio();
const renderings = () => studio().storage.objects.puts.filter((key) => key.endsWith('.mp4')).length;

/** The job has its clip, it was rendered once, and nothing else of it is left anywhere. */
async function expectOneClip(id: Parameters<ReturnType<typeof studio>['job']>[0], submissions: number): Promise<void> {
  const end = await studio().untilEnd(id);
  expect(end).toMatchObject({ state: 'succeeded', attempt: 1, submissions });
  expect(studio().runpod.requests.count('run')).toBe(submissions);
  expect(renderings()).toBe(1);
  const { media } = studio().test.folders;
  const clips = readdirSync(media, { recursive: true }).filter((name) => String(name).endsWith('.mp4'));
  expect(clips).toHaveLength(1);
  await studio().until(() => studio().storage.keys().length === 2);
  const { runpod } = studio();
  expect(runpod.jobs.every(({ state }) => state !== 'IN_QUEUE' && state !== 'IN_PROGRESS')).toBe(true);
}

const stages: readonly WorkerProgress['stage'][] = ['fetch', 'load', 'denoise', 'decode', 'encode', 'upload'];

describe('a daemon that is killed', () => {
  it('while a submission hangs that never came through sends it once more, and says so', async () => {
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'hang' } });
    const job = await studio().create();
    await studio().runpod.requests.received('run', 1);
    await studio().kill();
    await studio().startAgain();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 2 });
    expect(studio().runpod.jobs).toHaveLength(1);
    expect(renderings()).toBe(1);
  });

  it('while the job waits at RunPod follows it on', async () => {
    const job = await studio().create();
    await studio().untilState(job.id, 'submitted');
    await studio().kill();
    studio().startWorker();
    await studio().startAgain();
    await expectOneClip(job.id, 1);
  });

  it.each(stages)('while the worker is at %s follows it on', async (stage) => {
    const worker = studio().startWorker({ holdAt: stage });
    const job = await studio().create();
    await worker.holding();
    await studio().untilState(job.id, 'running');
    await studio().kill();
    await studio().startAgain();
    worker.letGo();
    await expectOneClip(job.id, 1);
  });

  it('and hears a passing 404 first when it is back follows the render on all the same', async () => {
    const worker = studio().startWorker({ holdAt: 'denoise' });
    const job = await studio().create();
    await worker.holding();
    await studio().untilState(job.id, 'running');
    await studio().kill();
    studio().runpod.faults.add({ route: 'status', fault: { kind: 'not_found' } });
    await studio().startAgain();
    const looks = studio().runpod.requests.count('status');
    await studio().until(() => studio().runpod.requests.count('status') >= looks + 3);
    expect(studio().runpod.faults.pending).toBe(0);
    expect((await studio().job(job.id)).state).toBe('running');
    worker.letGo();
    await expectOneClip(job.id, 1);
  });

  it('and comes back after the render ended, and RunPod forgot it, takes it from the storage', async () => {
    const worker = studio().startWorker({ holdAt: 'upload' });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    await worker.holding();
    await studio().kill();
    worker.letGo();
    await studio().until(() => studio().runpod.jobs[0]?.state === 'COMPLETED');
    studio().clock.advance(2 * 3_600_000);
    await studio().startAgain();
    await expectOneClip(job.id, 1);
  });

  it('while it collects the clip collects it again, without a second render', async () => {
    studio().startWorker();
    const job = await studio().create();
    await studio().untilState(job.id, 'submitted');
    await studio().until(() => studio().runpod.jobs[0]?.state === 'COMPLETED');
    await studio().until(async () => ['collecting', 'succeeded'].includes((await studio().job(job.id)).state), 20);
    await studio().kill();
    await studio().startAgain();
    await expectOneClip(job.id, 1);
  });

  it('again and again, at whatever moment, renders once', async () => {
    const worker = studio().startWorker({ stepMs: 3000, stageMs: 3000 });
    const job = await studio().create();
    await studio().untilState(job.id, 'submitted');
    for (let kill = 0; kill < 5; kill += 1) {
      const began = studio().clock.monotonic();
      await studio().until(() => studio().clock.monotonic() - began > 2500);
      await studio().kill();
      await studio().startAgain();
    }
    await expectOneClip(job.id, 1);
    expect(worker.log).toHaveLength(1);
  });

  it('while the worker dies too: RunPod gives the job to another one, under its own claim', async () => {
    const dying = studio().startWorker({ dieAt: 'decode' });
    const job = await studio().create();
    await studio().until(() => dying.log[0]?.end === 'died');
    await studio().kill();
    await studio().startAgain();
    studio().startWorker();
    await expectOneClip(job.id, 1);
  });
});
