import { renderKeys } from '@videoexpress/studio';
import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio({ gpu: 'rtx4090' });

describe('a job on RunPod', () => {
  it('is submitted once, followed, and ends with its clip and its cost, and leaves nothing but the clip', async () => {
    studio().startWorker({ stepMs: 2000 });
    const job = await studio().create();
    await studio().untilState(job.id, 'running');
    const running = await studio().job(job.id);
    expect(running.progress.stage).not.toBe('');
    const end = await studio().untilEnd(job.id);
    expect(end).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    expect(end.output.assetIds).toHaveLength(1);
    expect(end.cost?.actualUsd).toBeCloseTo((studio().runpod.billedMs() / 1000) * 0.00031, 6);
    const { attempt } = (await studio().test.store.jobs.work(job.id)) ?? missing();
    const { video, poster } = renderKeys(job.id, attempt.id);
    await studio().until(() => studio().storage.keys().length <= 2);
    expect(studio().storage.keys()).toEqual([video, poster].toSorted());
  });

  it('has a time and a cost to expect before any job has run, from figures for the GPU of the endpoint', async () => {
    const job = await studio().create();
    expect(job.expectedSeconds).toBeGreaterThan(0);
    expect(job.cost).toEqual({ estimatedUsd: (job.expectedSeconds ?? 0) * 0.00031, actualUsd: null });
    const estimate = await studio().test.studio.jobs.estimate({ kind: job.kind, engine: job.engine, input: job.input });
    expect(estimate).toMatchObject({ value: { seconds: job.expectedSeconds, basedOn: 0 } });
  });

  it('without object storage comes back inside the answer', async () => {
    studio().storage.isSetUp = false;
    studio().startWorker();
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
    expect(studio().storage.objects.puts).toEqual([]);
  });

  it('that fails tells what it cost, and is not tried again by itself', async () => {
    studio().startWorker({
      stepMs: 2000,
      failAt: 'decode',
      failAs: { kind: 'worker_error', code: 'OUT_OF_MEMORY', message: 'CUDA', field: null },
    });
    const job = await studio().create();
    const end = await studio().untilEnd(job.id);
    expect(end).toMatchObject({ state: 'failed', attempt: 1, error: { code: 'engine_failed' } });
    expect(end.error?.userMessage).toMatch(/ran out of memory\. It cost about \$0\.\d+\. Choose a smaller size/);
    expect(end.cost?.actualUsd).toBeGreaterThan(0);
    expect(studio().runpod.jobs).toHaveLength(1);
  });
});

function missing(): never {
  throw new Error('A job that ran has an attempt');
}
