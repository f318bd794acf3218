import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import type { ApiClient, AssetId } from '@videoexpress/job-schema';
import type { Page } from '@playwright/test';
import { writeSafetensors } from '@videoexpress/host/testing';
import { promptBox } from '../support/generate-tools.ts';
import { expectDone, expectNothingOrphaned, expectPlaying, renderTime } from './support/expect-clip.ts';
import { fillDraft, form, generate } from './support/form.ts';
import { expect, test } from './support/gpu-test.ts';

const tinyWidth = 24;
const rank = 4;

/** The pairs of the first attention of both blocks, for a model of this width. */
function attentionPairs(width: number): Record<string, readonly number[]> {
  const parts = [0, 1].flatMap((block) =>
    ['q', 'k', 'v', 'o'].map((part) => `diffusion_model.blocks.${block}.self_attn.${part}`),
  );
  return Object.fromEntries(
    parts.flatMap((part) => [
      [`${part}.lora_A.weight`, [rank, width]],
      [`${part}.lora_B.weight`, [width, rank]],
    ]),
  );
}

/** The pixels of a clip's first frame, as a short text that differs where they do. */
async function firstFrame(page: Page, clip: AssetId): Promise<string> {
  return page.evaluate(async (id) => {
    const video = document.createElement('video');
    video.src = `/api/v1/assets/${id}/content`;
    video.muted = true;
    video.preload = 'auto';
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const context = canvas.getContext('2d');
    context?.drawImage(video, 0, 0);
    const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    const hash = await crypto.subtle.digest('SHA-256', pixels);
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }, clip);
}

async function clipOf(page: Page, api: ApiClient, id: Parameters<typeof expectDone>[2]) {
  const job = await expectDone(page, api, id);
  const [clip] = job.output.assetIds;
  if (clip === undefined) throw new Error('The job has no clip');
  return { job, clip };
}

test('a LoRA is uploaded and picked, says its words, and changes the clip by its strength', async ({
  studio: page,
  api,
  room,
}) => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'videoexpress-loras-'));
  const fits = path.join(folder, 'Paper theatre.safetensors');
  const other = path.join(folder, 'Clay figures.safetensors');
  const words = { 'modelspec.trigger_phrase': 'paper theatre' };
  writeSafetensors(fits, attentionPairs(tinyWidth), words, 'noise');
  writeSafetensors(other, attentionPairs(5120));

  await fillDraft(page, 'A red fox', /Wan 2.1 T2V 1.3B, RunPod/);
  await form(page).getByRole('button', { name: 'Add LoRA' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a LoRA' });
  const bring = async (file: string, name: string) => {
    await dialog.getByLabel('LoRA file').setInputFiles(file);
    await expect(dialog.getByRole('button', { name })).toBeVisible();
  };
  await bring(other, 'Clay figures');
  await expect(dialog.getByRole('button', { name: 'Clay figures' })).toBeDisabled();
  await expect(dialog.getByText('For Wan 14B, not for Wan 2.1 T2V 1.3B')).toBeVisible();
  await bring(fits, 'Paper theatre');
  await dialog.getByRole('button', { name: 'Paper theatre' }).click();
  await expect(dialog).toBeHidden();
  await expect(promptBox(page)).toHaveValue('paper theatre, A red fox');
  const strength = form(page).getByRole('spinbutton', { name: 'Strength of Paper theatre' });
  await strength.fill('0.8');
  const strong = await clipOf(page, api, (await generate(page, api)).id);
  expect(strong.job.input['loras']).toMatchObject([{ scale: 0.8 }]);
  await expectPlaying(page);

  // The same seed with and without it: what differs is the LoRA.
  const seed = strong.job.input['seed'];
  const again = async (scale: string) => {
    await page
      .getByRole('toolbar', { name: 'What to do with this clip' })
      .getByRole('button', { name: 'Reproduce' })
      .click();
    await expect(page.getByText(/are in the form, with its seed/)).toBeVisible();
    await strength.fill(scale);
    const made = await clipOf(page, api, (await generate(page, api)).id);
    expect(made.job.input).toMatchObject({ seed, loras: [{ scale: Number(scale) }] });
    return made;
  };
  const off = await again('0');
  expect(await firstFrame(page, off.clip)).not.toBe(await firstFrame(page, strong.clip));
  await expectNothingOrphaned(api, room, [strong.job, off.job]);
  await rm(folder, { recursive: true, force: true });
});

test('a draft is finished in HD with its seed, and goes on from its last frame', async ({
  studio: page,
  api,
  room,
}) => {
  const deeds = page.getByRole('toolbar', { name: 'What to do with this clip' });
  await fillDraft(page, 'A paper boat on a stream', /Wan 2.2 TI2V 5B, RunPod/, 0.3);
  const draft = await clipOf(page, api, (await generate(page, api)).id);
  expect(Number(draft.job.input['height'])).toBeLessThan(480);
  await deeds.getByRole('button', { name: 'Finish in HD' }).click();
  await expect(page.getByText(/with its seed, in high quality/)).toBeVisible();
  const full = await clipOf(page, api, (await generate(page, api)).id);
  expect(full.job.input).toMatchObject({ seed: draft.job.input['seed'], width: 1280, height: 704 });
  await expectPlaying(page);

  await page.locator(`[data-job="${draft.job.id}"] a[href^="/jobs/"]`).first().click();
  await deeds.getByRole('button', { name: 'Extend' }).click();
  await expect(page.getByText(/goes on from its last frame/)).toBeVisible();
  await expect(page.getByRole('img', { name: /^First frame/ })).toBeVisible(renderTime);
  await promptBox(page).fill('The boat drifts out to sea');
  const next = await clipOf(page, api, (await generate(page, api)).id);
  expect(next.job.kind).toBe('image_to_video');
  const start = await api.call('getAsset', { params: { id: next.job.input['image'] as AssetId } });
  expect(start.ok && start.value.body.sourceAssetId).toBe(draft.clip);
  await expectPlaying(page);
  await expect(page.getByRole('heading', { name: 'How it goes on' })).toBeVisible();
  await expectNothingOrphaned(api, room, [draft.job, full.job, next.job]);
});
