import { pngPicture } from './support/pictures.ts';
import { expect, jobRow, test } from './support/studio-test.ts';

test('a picture starts moving', async ({ studio }) => {
  const choosing = studio.waitForEvent('filechooser');
  await studio.getByRole('button', { name: /Start image/ }).click();
  const chooser = await choosing;
  await chooser.setFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: pngPicture(300, 300) });
  const preview = studio.getByRole('img', { name: 'First frame: harbour.png' });
  await expect(preview).toBeVisible();
  await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(studio.getByRole('radio', { name: '1:1' }), 'the shape of the picture').toBeChecked();

  await studio.getByRole('textbox', { name: 'Prompt' }).fill('The harbour wakes');
  await studio.getByText('3 s', { exact: true }).click();
  await studio.getByRole('button', { name: 'Generate' }).click();
  await expect(jobRow(studio, 'The harbour wakes')).toHaveAttribute('data-state', 'succeeded', { timeout: 90_000 });
  const video = studio.locator('video');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(624);
  expect((await video.boundingBox())?.height, 'the clip fits into the window').toBeLessThan(800 - 2 * 48);

  await studio.getByRole('button', { name: 'Remove the start image' }).click();
  await expect(studio.getByRole('button', { name: /Start image/ })).toBeVisible();
});

test.describe('a file that is no picture', () => {
  test.use({ meantFaults: /status of 400/ });

  test('what is no picture is refused at its place', async ({ studio }) => {
    const file = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('These are notes, not a picture.') };
    const refused = studio.waitForResponse((response) => response.url().endsWith('/assets'));
    await studio.locator('input[type=file]').setInputFiles(file);
    expect((await refused).status()).toBe(400);
    await expect(studio.locator('#image-error')).not.toBeEmpty();
    await expect(studio.getByRole('button', { name: /Start image/ })).toBeVisible();
  });
});
