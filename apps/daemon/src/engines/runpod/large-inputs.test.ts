import { addToLibrary } from '../../testing/library-clips.ts';
import { runPodStudio } from '../../testing/runpod-studio.ts';
import { describe, expect, it } from 'vitest';

const studio = runPodStudio();
const minute = 60_000;

/** Puts to the storage take so long, and once called off a while to tidy up. */
function slowLine(ms: number): void {
  const { clock, storage } = studio();
  storage.putTakes = (signal) =>
    new Promise((resolve) => {
      const callOff = clock.after(ms, resolve);
      signal.addEventListener('abort', () => {
        callOff();
        clock.after(5000, resolve);
      });
    });
}

async function pictureJobs(count: number) {
  const { asset } = await addToLibrary(studio().test, { name: 'Fox', type: 'image', width: 64, height: 64 });
  const input = { model: 'wan2.2-ti2v-5b', width: 832, height: 480, num_frames: 17, fps: 24, image: asset.id };
  const jobs = [];
  for (let each = 0; each < count; each += 1)
    jobs.push(
      await studio().test.create({ engine: 'runpod', kind: 'image_to_video', input: { ...input, prompt: 'It moves' } }),
    );
  return jobs;
}

describe('an input file that takes long to go up', () => {
  it('goes up once, in its own time, and its jobs are each sent once', async () => {
    slowLine(7 * minute);
    studio().startWorker();
    const jobs = await pictureJobs(3);
    const [first] = jobs;
    if (first === undefined) throw new Error('There are three');
    await studio().until(async () => (await studio().job(first.id)).progress.stage.includes('on its way'), 1000);
    for (const { id } of jobs) {
      await studio().until(async () => ['succeeded', 'failed'].includes((await studio().job(id)).state), 1000);
      expect(await studio().job(id)).toMatchObject({ state: 'succeeded', submissions: 1, attempt: 1 });
    }
    expect(studio().storage.putFiles.filter((key) => key.startsWith('inputs/'))).toHaveLength(1);
    expect(studio().runpod.requests.count('run')).toBe(3);
  });
});
