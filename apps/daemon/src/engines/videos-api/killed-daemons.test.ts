import { readdirSync } from 'node:fs';
import type { Job } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { type VideosApiStudio, videosApiRoom } from '../../testing/videos-api-studio.ts';

const room = videosApiRoom();
const dialects = ['vllm-omni', 'sglang'] as const;

/** The job has its clip, it was asked for so many times, and nothing else of it is left anywhere. */
async function expectOneClip(studio: VideosApiStudio, { id }: Job, submissions = 1): Promise<void> {
  const end = await studio.untilEnd(id);
  expect(end).toMatchObject({ state: 'succeeded', attempt: 1, submissions });
  expect(end.output.assetIds).toHaveLength(1);
  expect(studio.server.forms).toHaveLength(submissions);
  const { media, scratch } = studio.test.folders;
  const clips = readdirSync(media, { recursive: true }).filter((name) => String(name).endsWith('.mp4'));
  expect(clips).toHaveLength(1);
  await studio.untilForgotten();
  expect(readdirSync(scratch)).toEqual([]);
}

describe('a daemon that is killed', () => {
  it('before its submission went out sends it, and shows that it may have been sent twice', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'never' });
    const job = await studio.create();
    await studio.until(async () => (await studio.job(job.id)).state === 'dispatching');
    await studio.server.asked('create');
    await studio.kill();
    await studio.startAgain();
    studio.server.finish(await studio.taken());
    await studio.untilEnd(job.id);
    expect(await studio.job(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 2 });
    expect(studio.server.forms).toHaveLength(1);
  });

  it('after vllm-omni took its submission finds it there', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'hang_after' });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    expect((await studio.job(job.id)).state).toBe('dispatching');
    await studio.kill();
    await studio.startAgain();
    await studio.untilState(job.id, 'submitted');
    studio.server.finish(await studio.taken());
    await expectOneClip(studio, job);
  });

  it('after vllm-omni took its submission, and rendered it while nobody was there, fetches it', async () => {
    const studio = await room();
    studio.server.next('create', { kind: 'hang_after' });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    await studio.kill();
    studio.server.finish(studio.videoIds()[0] ?? '');
    studio.clock.advance(3 * 3_600_000);
    await studio.startAgain();
    await expectOneClip(studio, job);
  });

  it('after sglang took its submission sends it once more, and shows it', async () => {
    const studio = await room({ server: { dialect: 'sglang' } });
    studio.server.next('create', { kind: 'hang_after' });
    const job = await studio.create();
    await studio.until(() => studio.server.forms.length === 1);
    await studio.kill();
    await studio.startAgain();
    await studio.untilState(job.id, 'submitted');
    const [, second = ''] = studio.videoIds();
    studio.server.finish(second);
    expect(await studio.untilEnd(job.id)).toMatchObject({ state: 'succeeded', attempt: 1, submissions: 2 });
  });

  describe.each(dialects)('while %s', (dialect) => {
    it('lets it wait follows it on', async () => {
      const studio = await room({ server: { dialect } });
      const job = await studio.create();
      await studio.untilState(job.id, 'submitted');
      await studio.kill();
      await studio.startAgain();
      studio.server.finish(await studio.taken());
      await expectOneClip(studio, job);
    });

    it('renders it follows it on, however often', async () => {
      const studio = await room({ server: { dialect } });
      const job = await studio.create();
      studio.server.begin(await studio.taken(), 10);
      await studio.untilState(job.id, 'running');
      for (let kill = 0; kill < 3; kill += 1) {
        await studio.kill();
        await studio.startAgain();
        await studio.pass(2500);
      }
      studio.server.finish(await studio.taken());
      await expectOneClip(studio, job);
    });

    it('ends it, and hours later, fetches it', async () => {
      const studio = await room({ server: { dialect } });
      const job = await studio.create();
      studio.server.begin(await studio.taken());
      await studio.untilState(job.id, 'running');
      await studio.kill();
      studio.server.finish(await studio.taken());
      studio.clock.advance(5 * 3_600_000);
      await studio.startAgain();
      await expectOneClip(studio, job);
    });

    it('hands over the clip fetches it anew', async () => {
      const studio = await room({ server: { dialect, clip: Buffer.alloc(400_000, 'clip') } });
      const job = await studio.create();
      studio.server.next('content', { kind: 'stalled' });
      studio.server.finish(await studio.taken());
      await studio.untilState(job.id, 'collecting');
      await studio.server.stalled;
      await studio.kill();
      await studio.startAgain();
      await expectOneClip(studio, job);
    });

    it('is to forget it has it forget it', async () => {
      const studio = await room({ server: { dialect } });
      const job = await studio.create();
      studio.server.next('delete', { kind: 'never' });
      studio.server.finish(await studio.taken());
      await studio.untilState(job.id, 'succeeded');
      await studio.server.asked('delete');
      await studio.kill();
      expect(studio.server.videos).toHaveLength(1);
      await studio.startAgain();
      await expectOneClip(studio, job);
    });
  });
});
