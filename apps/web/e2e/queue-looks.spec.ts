import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Page } from '@playwright/test';
import { seriousFaults } from './support/axe.ts';
import { pngPicture } from './support/pictures.ts';
import { queueClips, waitingRows } from './support/queue-tools.ts';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

/** A job whose picture is gone when its turn comes. */
async function failOne(page: Page, dataDir: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'gone.png',
      mimeType: 'image/png',
      buffer: pngPicture(320, 200, 92),
    });
  await expect(page.getByRole('img', { name: 'First frame: gone.png' })).toBeVisible({ timeout: 90_000 });
  await page.getByRole('textbox', { name: 'Prompt' }).fill('A picture that will be gone');
  await page.getByRole('button', { name: 'Generate' }).click();
  await expect(jobRow(page, 'A picture that will be gone')).toHaveAttribute('data-state', 'queued');
  const media = path.join(dataDir, 'data', 'media');
  const files = await readdir(media, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.png'))) await rm(path.join(media, file));
}

test('axe finds nothing serious in the queue with rows of every kind, its menu and its form, in both themes', {
  tag: '@long',
}, async ({ studio, api, daemon }) => {
  await queueClips(api, ['It is done']);
  await expect(jobRow(studio, 'It is done')).toHaveAttribute('data-state', 'succeeded', { timeout: 90_000 });
  await api.call('pauseQueue', {});
  await failOne(studio, daemon.dataDir);
  await api.call('resumeQueue', {});
  const failed = jobRow(studio, 'A picture that will be gone');
  await expect(failed).toHaveAttribute('data-state', 'failed');
  await expect(failed).toContainText('Nothing was spent.');
  await failed.getByText('Details').click();
  const [cancelled] = await queueClips(api, ['It was cancelled']);
  if (cancelled !== undefined) await api.call('cancelJob', { params: { id: cancelled } });
  await queueLongJob(api, 'It runs', 30);
  await queueClips(api, ['It waits', 'It waits too']);
  await expect(jobRow(studio, 'It runs')).toHaveAttribute('data-state', 'running', { timeout: 90_000 });
  await api.call('pauseQueue', {});

  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await studio.setViewportSize({ width: 1280, height: 800 });
    expect(await seriousFaults(studio, 'aside'), `${colorScheme}, column`).toEqual([]);
    await waitingRows(studio).first().hover();
    await studio.getByRole('button', { name: 'More for It waits', exact: true }).click();
    await expect(studio.getByRole('menu')).toBeVisible();
    expect(await seriousFaults(studio, '[role=menu]'), `${colorScheme}, menu`).toEqual([]);
    await studio.getByRole('menuitem', { name: 'Edit' }).click();
    await expect(studio.getByRole('dialog', { name: 'Edit' })).toBeVisible();
    expect(await seriousFaults(studio, '[role=dialog]'), `${colorScheme}, form`).toEqual([]);
    await studio.keyboard.press('Escape');
    await studio.getByRole('button', { name: 'Make the queue a strip (Q)' }).click();
    expect(await seriousFaults(studio, 'aside'), `${colorScheme}, strip`).toEqual([]);
    await studio.getByRole('button', { name: 'Open the queue (Q)' }).click();
  }
});

test('on a phone the queue has the whole width, and everything in it is as large as a finger', async ({
  studio,
  api,
}) => {
  await api.call('pauseQueue', {});
  const [cancelled] = await queueClips(api, ['It was cancelled', 'It waits', 'It waits too']);
  if (cancelled !== undefined) await api.call('cancelJob', { params: { id: cancelled } });
  await studio.setViewportSize({ width: 390, height: 844 });
  await studio.getByRole('link', { name: 'Queue' }).click();
  const queue = studio.getByRole('complementary', { name: 'Queue' });
  await expect(waitingRows(studio)).toHaveCount(2);
  expect((await queue.boundingBox())?.width).toBe(390);
  expect(await studio.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const small = await queue.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => ({
        name: button.getAttribute('aria-label') ?? button.textContent,
        box: button.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width < 40 || box.height < 40)
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
  expect(await seriousFaults(studio, 'aside')).toEqual([]);

  await studio.getByRole('button', { name: 'More for It waits too' }).click();
  await studio.getByRole('menuitem', { name: 'Move to the front' }).click();
  await expect(waitingRows(studio)).toHaveText([/^It waits too/, /^It waits/]);
  await studio.getByRole('button', { name: 'Cancel It waits too' }).click();
  await expect(waitingRows(studio)).toHaveCount(1);
});
