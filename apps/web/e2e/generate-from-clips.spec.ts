import { makeClip } from './support/clips.ts';
import { dropFiles } from './support/dropped-files.ts';
import { chooseSmallest, madeClip, promptBox } from './support/generate-tools.ts';
import { expect, test } from './support/studio-test.ts';

test('a clip of the studio that is dropped restores the form, and Undo brings back what was there', async ({
  studio: page,
  api,
}) => {
  const clip = await makeClip(api, 'A tram in the rain');
  await promptBox(page).fill('What I was writing');
  await dropFiles(page, [{ name: 'old.mp4', content: clip }]);
  await expect(promptBox(page)).toHaveValue('A tram in the rain', { timeout: 90_000 });
  await expect(page.getByText('320 × 192, 25 frames = 1.04 s')).toBeVisible();
  await expect(page.getByRole('button', { name: /^More Seed/ })).toContainText('Seed 7, 24 fps, 320 × 192');
  await expect(page.getByText(/Settings of “.+” restored\./)).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).last().click();
  await expect(promptBox(page)).toHaveValue('What I was writing');
});

test('of a clip from elsewhere a frame is offered as the start image', async ({ studio: page, api }) => {
  const clip = await makeClip(api, 'From elsewhere');
  const foreign = Buffer.from(clip.toString('latin1').replaceAll('videoexpress', 'xideoexpress'), 'latin1');
  await dropFiles(page, [{ name: 'holiday.mp4', content: foreign }]);
  const offer = page.getByRole('region', { name: 'Frame of a clip' });
  await expect(offer).toBeVisible({ timeout: 90_000 });
  const position = offer.getByRole('slider', { name: /Position/ });
  await expect(position).toHaveAttribute('max', '24');
  await position.fill('12');
  await offer.getByRole('button', { name: 'Use this frame' }).click();
  await expect(page.getByRole('img', { name: /First frame: holiday, frame 13/ })).toBeVisible();
});

test('the button says how long it takes once there is history', async ({ studio: page, api, daemon }) => {
  const button = page.getByRole('button', { name: /^Generate/ });
  const made = await madeClip(api, 'History', { width: 496, height: 288, num_frames: 48, fps: 16 });
  await page.goto(`${daemon.url}/jobs/${made.id}`);
  await chooseSmallest(page);
  await promptBox(page).fill('Like it');
  await expect(button).toHaveText(/^Generatefree · about \d+ s$/);
});
