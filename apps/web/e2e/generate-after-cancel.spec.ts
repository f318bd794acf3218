import { madeClip } from './support/generate-tools.ts';
import { expect, jobRow, test } from './support/studio-test.ts';

test('the newest clip stays on the stage and in the list, however many jobs were cancelled after it', async ({
  studio,
  api,
}) => {
  await madeClip(api, 'The clip that was made');
  await api.call('pauseQueue', {});
  const input = { prompt: 'Never made', width: 320, height: 192, num_frames: 25, fps: 24 };
  const jobs = Array.from({ length: 60 }, () => ({ kind: 'text_to_video' as const, input }));
  expect((await api.call('createJobs', { body: { jobs } })).ok).toBe(true);
  expect((await api.call('cancelJobs', { body: { except: [] } })).ok).toBe(true);
  await studio.reload();
  await expect(jobRow(studio, 'The clip that was made')).toBeVisible();
  await expect(studio.getByRole('heading', { name: 'The clip that was made' })).toBeVisible();
});
