import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pngPicture } from './support/pictures.ts';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

test('a running job is cancelled and run again', async ({ studio, api }) => {
  await queueLongJob(api, 'A tram in the rain');
  const row = jobRow(studio, 'A tram in the rain');
  await expect(row).toHaveAttribute('data-state', 'running');
  await row.getByRole('button', { name: 'Cancel A tram in the rain' }).click();
  await expect(row).toHaveAttribute('data-state', 'cancelled');
  await expect(row).toContainText('Cancelled');

  await row.getByRole('button', { name: 'Retry A tram in the rain' }).press('Enter');
  await expect(row).toHaveCount(2);
  await expect(row.last().getByRole('link'), 'the button is gone, and the focus stays in its row').toBeFocused();
  await expect(row.first()).toHaveAttribute('data-state', /queued|dispatching|submitted|running/);
});

test('a failed job says why, and can be tried again', async ({ studio, api, daemon }) => {
  await api.call('pauseQueue', {});
  await studio.locator('input[type=file]').setInputFiles({
    name: 'gone.png',
    mimeType: 'image/png',
    buffer: pngPicture(320, 200, 93),
  });
  await expect(studio.getByRole('img', { name: 'First frame: gone.png' })).toBeVisible();
  await studio.getByRole('textbox', { name: 'Prompt' }).fill('A picture that will be gone');
  await studio.getByRole('button', { name: 'Generate' }).click();
  const row = jobRow(studio, 'A picture that will be gone');
  await expect(row).toHaveAttribute('data-state', 'queued');
  await removeFiles(path.join(daemon.dataDir, 'data', 'media'), '.png');

  await expect(studio.getByRole('button', { name: 'Resume' })).toBeVisible();
  await studio.getByRole('button', { name: 'Resume' }).click();
  await expect(studio.getByRole('button', { name: 'Resume' })).toBeHidden();
  await expect(row).toHaveAttribute('data-state', 'failed');
  await row.getByRole('link', { name: 'A picture that will be gone' }).click();
  const stage = studio.getByRole('region', { name: 'Clip' });
  await expect(stage.getByRole('button', { name: 'Retry' })).toBeVisible();
  await stage.getByText('Details').click();
  await expect(stage.locator('pre')).toContainText('input_missing');
});

async function removeFiles(folder: string, ending: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(ending))) await rm(path.join(folder, file));
}
