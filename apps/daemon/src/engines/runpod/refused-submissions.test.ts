import { describe, expect, it } from 'vitest';
import { runPodStudio } from '../../testing/runpod-studio.ts';

const studio = runPodStudio();

describe('F4: a submission that was surely not taken', () => {
  it('waits as long as RunPod asks, burns no attempt, and goes on', async () => {
    studio().startWorker();
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'too_many_requests', retryAfter: '30' } });
    const before = studio().clock.monotonic();
    const job = await studio().create();
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 1 });
    expect(studio().clock.monotonic() - before).toBeGreaterThanOrEqual(30_000);
    expect(studio().runpod.requests.count('run')).toBe(2);
  });

  it('goes on by itself once the network is back', async () => {
    studio().startWorker();
    await studio().runpod.setNetwork('refused');
    const job = await studio().create();
    const before = studio().clock.monotonic();
    await studio().until(() => studio().clock.monotonic() - before > 60_000);
    expect(await studio().job(job.id)).toMatchObject({ state: 'queued', submissions: 0, attempt: 1 });
    await studio().runpod.setNetwork('up');
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('with a key that is wrong pauses RunPod with a clear message, and goes on with the right one', async () => {
    studio().startWorker();
    const { apiKey } = studio().runpod;
    studio().key = 'one that was revoked';
    const job = await studio().create();
    await studio().until(async () => (await studio().test.studio.queue.read()).enginePauses.length > 0);
    const [pause] = (await studio().test.studio.queue.read()).enginePauses;
    expect(pause).toMatchObject({ engine: 'runpod', reason: 'unauthorized' });
    expect(pause?.userMessage).toContain('RunPod says the key is wrong (401). Nothing was spent.');
    expect(await studio().untilState(job.id, 'queued')).toMatchObject({ attempt: 1, submissions: 0 });
    studio().key = apiKey;
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('while the object storage is away says that it is that, spends nothing, and goes on by itself', async () => {
    studio().startWorker();
    studio().storage.trouble = { code: 'unreachable', detail: 'The address of the bucket was not found.' };
    const job = await studio().create();
    await studio().until(async () => (await studio().job(job.id)).progress.stage.includes('R2'));
    expect(await studio().job(job.id)).toMatchObject({
      state: 'queued',
      attempt: 1,
      submissions: 0,
      progress: { stage: 'Waiting for R2, nothing was spent: The address of the bucket was not found.' },
    });
    expect(studio().runpod.requests.count('run')).toBe(0);
    studio().storage.trouble = null;
    expect(await studio().untilEnd(job.id)).toMatchObject({ state: 'succeeded', submissions: 1 });
  });

  it('to an endpoint that is not there fails at once, in plain words', async () => {
    studio().runpod.faults.add({ route: 'run', fault: { kind: 'not_found' } });
    const end = await studio().untilEnd((await studio().create()).id);
    expect(end.error).toMatchObject({
      code: 'input_rejected',
      userMessage: expect.stringContaining('There is no RunPod endpoint “simulated”. Nothing was spent.'),
    });
  });

  it('of a clip that could not come back is refused before anything is spent', async () => {
    studio().storage.isSetUp = false;
    const job = await studio().create({ model: 'wan2.2-ti2v-5b', width: 1280, height: 704, num_frames: 161, fps: 24 });
    const end = await studio().untilEnd(job.id);
    expect(end.error?.userMessage).toMatch(/at most 8 MB can come back\. Nothing was spent\. Set up R2/);
    expect(studio().runpod.requests.count('run')).toBe(0);
  });
});
