import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ApiClient, isEndState, type Job, type JobId } from '@videoexpress/job-schema';
import type { Page } from '@playwright/test';
import type { GpuRoom } from './gpu-room.ts';
import { expect } from './gpu-test.ts';

/** How long a render may take on a machine that is busy with other tests: the first one loads torch. */
export const renderTime = { timeout: 100_000 };

/** The job as the daemon has it. */
export async function jobOf(api: ApiClient, id: JobId): Promise<Job> {
  const answer = await api.call('getJob', { params: { id } });
  if (!answer.ok) throw new Error(`The job is not there: ${JSON.stringify(answer.error)}`);
  return answer.value.body;
}

/** Queues a small clip on RunPod, by itself. */
export async function queueRender(
  api: ApiClient,
  prompt: string,
  input: Readonly<Record<string, unknown>> = {},
): Promise<JobId> {
  const numbers = { width: 256, height: 256, num_frames: 9, fps: 16, num_inference_steps: 4, seed: 7 };
  const made = await api.call('createJob', {
    body: {
      kind: 'text_to_video',
      engine: 'runpod',
      input: { prompt, model: 'wan2.1-t2v-1.3b', ...numbers, ...input },
    },
  });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  return made.value.body.id;
}

/** The newest clip plays: its time runs. */
export async function expectPlaying(page: Page): Promise<void> {
  const video = page.getByRole('region', { name: 'Clip' }).locator('video');
  await expect(video).toBeVisible();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThanOrEqual(2);
  const shown = await video.evaluate(
    (element: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        // The first frame may be shown again and again: by the seek, by the start, at each loop of a short clip.
        const look = () =>
          element.requestVideoFrameCallback((_, { mediaTime }) => {
            if (mediaTime > 0) resolve(mediaTime);
            else look();
          });
        look();
        element.currentTime = 0;
        void element.play();
      }),
  );
  expect(shown, 'the time of a frame that was shown').toBeGreaterThan(0);
}

/** The page shows that the job has its clip. The value is the job at its end. */
export async function expectDone(page: Page, api: ApiClient, id: JobId): Promise<Job> {
  const row = page.locator(`[data-job="${id}"]`).first();
  await expect(row).toHaveAttribute('data-state', /^(succeeded|failed|cancelled)$/, renderTime);
  const job = await jobOf(api, id);
  expect(job.error).toBeNull();
  expect(job.state).toBe('succeeded');
  return job;
}

/**
 * The bucket holds the clips of these jobs with their posters and nothing else of any render, and RunPod has no job left.
 *
 * @param unsure a submission of them was never heard of and may still wait at RunPod: claim and result stay as long as it may,
 *   so that a worker which takes it renders nothing
 */
export async function expectNothingOrphaned(
  api: ApiClient,
  room: GpuRoom,
  jobs: readonly Job[],
  { unsure = false } = {},
): Promise<void> {
  const { runpod, storage } = room;
  const renders = () => storage.keys().filter((key) => key.startsWith('renders/'));
  const endings = [...(unsure ? ['json', 'json'] : []), 'mp4', 'webp'];
  const expected = jobs.flatMap(({ id }) => endings.map((ending) => `renders/${id}/*.${ending}`)).toSorted();
  await expect.poll(() => renders().map((key) => key.replace(/[^/]+(?=\.\w+$)/, '*'))).toEqual(expected);
  await expect
    .poll(async () => {
      const { jobs: sent } = await runpod.control({ command: 'state' });
      return sent.filter(({ state }) => state === 'IN_QUEUE' || state === 'IN_PROGRESS');
    })
    .toEqual([]);
  for (const job of jobs) {
    expect(isEndState(job.state)).toBe(true);
    const [clip] = job.output.assetIds;
    if (clip === undefined) throw new Error('The job has no clip');
    const details = await api.call('getAssetDetails', { params: { id: clip } });
    if (!details.ok) throw new Error(`The clip is not there: ${JSON.stringify(details.error)}`);
    const key = renders().find((each) => each.startsWith(`renders/${job.id}/`) && each.endsWith('.mp4')) ?? '';
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(storage.read(key)), 'the clip in the bucket').toBe(details.value.body.asset.sha256);
    expect(hash(await readFile(details.value.body.path)), 'the clip on the disk').toBe(details.value.body.asset.sha256);
    expect(details.value.body.asset.remoteUrl).toBe(`https://clips.example.org/${key}`);
  }
}
