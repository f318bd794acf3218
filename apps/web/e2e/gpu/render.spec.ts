import type { AssetId } from '@videoexpress/job-schema';
import { pngPicture } from '../support/pictures.ts';
import { jobRow } from '../support/studio-test.ts';
import {
  expectDone,
  expectNothingOrphaned,
  expectPlaying,
  jobOf,
  queueRender,
  renderTime,
} from './support/expect-clip.ts';
import { fillDraft, generate } from './support/form.ts';
import { expect, test } from './support/gpu-test.ts';

test('a prompt becomes a clip that plays, with every stage and its cost on the page', async ({
  studio: page,
  api,
  room,
}) => {
  const { runpod } = room;
  await runpod.control({ command: 'set_capacity', capacity: { mode: 'cold', coldStartMs: 3_600_000 } });
  await room.hold('denoise');
  await fillDraft(page, 'A red fox in snow', /Wan 2.1 T2V 1.3B, RunPod/);
  const before = await room.submissions();
  const { id } = await generate(page, api);
  const row = jobRow(page, 'A red fox in snow');
  await expect(row).toContainText('Waking GPU');
  await runpod.control({ command: 'set_capacity', capacity: { mode: 'open' } });
  await expect(row).toContainText(/Step 1 of 30/, renderTime);
  await room.hold('upload');
  await expect(row).toContainText('Uploading', renderTime);
  await room.hold(null);

  const job = await expectDone(page, api, id);
  expect(job).toMatchObject({ engine: 'runpod', attempt: 1, submissions: 1 });
  expect(await room.submissions()).toBe(before + 1);
  await expectPlaying(page);
  const clip = page.getByRole('region', { name: 'Clip' });
  await expect(clip.getByText(/\$0\.\d\d/).first(), 'what it cost').toBeVisible();
  expect(job.cost?.actualUsd).toBeGreaterThan(0);
  await clip.getByRole('button', { name: 'More to do with this clip' }).click();
  await expect(page.getByRole('menuitem', { name: 'Copy public link' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectNothingOrphaned(api, room, [job]);
});

test('a picture starts moving: it travels through the bucket', async ({ studio: page, api, room }) => {
  const file = { name: 'harbour.png', mimeType: 'image/png', buffer: pngPicture(320, 320) };
  await page.locator('input[type=file]').first().setInputFiles(file);
  await expect(page.getByRole('img', { name: 'First frame: harbour.png' })).toBeVisible();
  await fillDraft(page, 'The harbour wakes', /Wan 2.2 TI2V 5B, RunPod/, 0.3);
  const made = await generate(page, api);
  const job = await expectDone(page, api, made.id);
  expect(job).toMatchObject({ kind: 'image_to_video', engine: 'runpod', attempt: 1, submissions: 1 });
  await expectPlaying(page);
  const picture = await api.call('getAsset', { params: { id: job.input['image'] as AssetId } });
  if (!picture.ok) throw new Error('The picture is not in the library');
  const { sha256 } = picture.value.body;
  const stored = room.storage.keys().filter((key) => key.startsWith('inputs/') && key.includes(sha256));
  expect(stored, 'once, by its content').toEqual([expect.stringMatching(/\.png$/)]);
  await expectNothingOrphaned(api, room, [job]);
});

test('a cancelled render stops between two steps, and nothing of it stays', async ({ studio: page, api, room }) => {
  await room.hold('denoise');
  const id = await queueRender(api, 'Not wanted after all', { num_inference_steps: 50 });
  const row = jobRow(page, 'Not wanted after all');
  await expect(row).toContainText('Step 1 of 50', renderTime);
  await row.getByRole('button', { name: 'Cancel Not wanted after all' }).click();
  await expect(row).toHaveAttribute('data-state', 'cancelled');
  // The render stays held: only the wish to stop can end it.
  await expect.poll(() => room.worker.output()).toContain('Job stopped.');
  const render = (await room.renders()).at(-1);
  expect(render?.stages).toEqual(['load', 'encode_prompt', 'denoise']);
  expect(await room.newestJob()).toMatchObject({ attemptId: render?.attemptId, state: 'CANCELLED' });
  expect((await jobOf(api, id)).state).toBe('cancelled');
  await expectNothingOrphaned(api, room, []);

  await room.hold(null);
  const next = await queueRender(api, 'The worker is free again');
  await expectNothingOrphaned(api, room, [await expectDone(page, api, next)]);
});
