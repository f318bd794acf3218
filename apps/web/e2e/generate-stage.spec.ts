import { rm } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { allAssets, allJobs, chooseSmallest, madeClip, promptBox } from './support/generate-tools.ts';
import { expect, test } from './support/studio-test.ts';

const stage = (page: Page) => page.getByRole('region', { name: 'Clip' });
const video = (page: Page) => stage(page).locator('video');
const shownFrame = async (page: Page) =>
  Number(await stage(page).locator('[data-timecode]').getAttribute('data-timecode'));

/** The frame that is really on the screen: its time as the decoder tells it, after a key that moves. */
async function frameAfter(page: Page, key: string): Promise<number> {
  await video(page).evaluate((element: HTMLVideoElement) => {
    const presented = new Promise((resolve) => {
      element.requestVideoFrameCallback((_, { mediaTime }) => resolve(mediaTime));
    });
    Reflect.set(window, 'presented', presented);
  });
  await page.keyboard.press(key);
  const seconds = await page.evaluate(async () => Number(await Reflect.get(window, 'presented')));
  return Math.round(seconds * 24);
}

test('Reproduce makes the same input again, Remix the same with another seed', async ({
  studio: page,
  api,
  daemon,
}) => {
  const made = await madeClip(api, 'A harbour wakes. Gulls rise.', { seed: 418_220_917, transitions: 'cut' });
  await page.goto(`${daemon.url}/jobs/${made.id}`);
  await api.call('pauseQueue', {});
  for (const deed of ['Reproduce', 'Remix'] as const) {
    await stage(page).getByRole('button', { name: deed }).click();
    await expect(promptBox(page)).toHaveValue('A harbour wakes. Gulls rise.');
    await promptBox(page).press('Control+Enter');
    await page.goto(`${daemon.url}/jobs/${made.id}`);
  }
  await expect.poll(async () => (await allJobs(api)).length).toBe(3);
  const [remixed, reproduced] = await allJobs(api);
  expect(reproduced?.input).toEqual(made.input);
  const { seed, ...rest } = made.input;
  expect(remixed?.input).toMatchObject(rest);
  expect(remixed?.input['seed']).not.toBe(seed);
});

test('steps go one frame at a time, and the timecode says the frame that is on the screen', async ({
  studio: page,
  api,
  daemon,
}) => {
  const made = await madeClip(api, 'A clock ticks');
  await page.goto(`${daemon.url}/jobs/${made.id}`);
  await expect(stage(page).getByText('/ 00:02.00')).toBeVisible();
  await stage(page).getByRole('button', { name: 'Pause' }).click();
  await stage(page)
    .getByRole('slider', { name: /Position/ })
    .fill('20');
  await expect.poll(() => shownFrame(page)).toBe(20);
  await page.getByRole('heading', { level: 2 }).first().click();
  for (const frame of [21, 22, 23, 24]) {
    expect(await frameAfter(page, '.')).toBe(frame);
    expect(await shownFrame(page)).toBe(frame);
  }
  expect(await frameAfter(page, ',')).toBe(23);
  await expect(stage(page).locator('[data-timecode]')).toHaveText('00:00.23');
  await page.keyboard.press('Space');
  await expect(stage(page).getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(stage(page).getByRole('button', { name: 'Play' })).toBeVisible();
  await stage(page).getByRole('combobox', { name: 'Speed' }).selectOption('0.25');
  expect(await video(page).evaluate((element: HTMLVideoElement) => element.playbackRate)).toBe(0.25);
});

test('a saved frame is a picture of exactly the size of the clip, and that frame', async ({
  studio: page,
  api,
  daemon,
}) => {
  const made = await madeClip(api, 'A kite', { width: 496, height: 288 });
  await page.goto(`${daemon.url}/jobs/${made.id}`);
  await expect(stage(page).getByText('/ 00:02.00')).toBeVisible();
  await stage(page).getByRole('button', { name: 'Pause' }).click();
  await stage(page)
    .getByRole('slider', { name: /Position/ })
    .fill('30');
  await expect.poll(() => shownFrame(page)).toBe(30);
  await stage(page).getByRole('button', { name: 'Save frame' }).click();
  await expect(page.getByText('Frame 31 saved to the library.')).toBeVisible();
  const [saved] = await allAssets(api, 'image');
  expect(saved).toMatchObject({
    width: 496,
    height: 288,
    mimeType: 'image/png',
    sourceAssetId: made.output.assetIds[0],
  });

  await stage(page).getByRole('button', { name: 'Use as input' }).click();
  await expect(page.getByRole('img', { name: /First frame: .*frame 31/ })).toBeVisible();
  const difference = await page.evaluate(async (id) => {
    const picture = new Image();
    picture.src = `/api/v1/assets/${id}/content`;
    await picture.decode();
    const pixels = (source: CanvasImageSource) => {
      const canvas = document.createElement('canvas');
      canvas.width = 496;
      canvas.height = 288;
      const context = canvas.getContext('2d');
      context?.drawImage(source, 0, 0);
      return context?.getImageData(0, 0, 496, 288).data ?? new Uint8ClampedArray();
    };
    const shown = document.querySelector('video');
    if (shown === null) return Number.POSITIVE_INFINITY;
    const [a, b] = [pixels(picture), pixels(shown)];
    return a.reduce((sum, value, index) => sum + Math.abs(value - (b[index] ?? 0)), 0) / a.length;
  }, saved?.id ?? '');
  expect(difference, 'mean difference a channel').toBeLessThan(0.5);
});

test('from prompt to clip to file by keyboard alone', async ({ studio: page }) => {
  await chooseSmallest(page);
  await promptBox(page).focus();
  await page.keyboard.type('A paper kite climbs');
  await page.keyboard.press('Control+Enter');
  await expect(video(page)).toBeVisible({ timeout: 90_000 });
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  for (let presses = 0; presses < 80 && (await focused()) !== 'Download'; presses++) await page.keyboard.press('Tab');
  expect(await focused()).toBe('Download');
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await downloading).suggestedFilename()).toMatch(/kite.*\.mp4$/);
});

test('takes of one prompt stand together, and an address shows its own job', async ({ studio: page, api, daemon }) => {
  const first = await madeClip(api, 'Two takes');
  const second = await madeClip(api, 'Two takes', { seed: 8 });
  await page.goto(`${daemon.url}/jobs/${first.id}`);
  await expect(stage(page).getByText('Take 1 of 2')).toBeVisible();
  await expect(video(page)).toHaveAttribute('src', new RegExp(first.output.assetIds[0] ?? 'none'));
  await stage(page).getByRole('link', { name: 'Take 2 of Two takes' }).click();
  await expect(page).toHaveURL(new RegExp(second.id));
  await expect(video(page)).toHaveAttribute('src', new RegExp(second.output.assetIds[0] ?? 'none'));
  await page.goBack();
  await expect(stage(page).getByText('Take 1 of 2')).toBeVisible();
});

test('a clip that another window deletes plays on, and says so', async ({ studio: page, api, daemon }) => {
  const made = await madeClip(api, 'Deleted elsewhere');
  const [id] = made.output.assetIds;
  if (id === undefined) throw new Error('No clip was made');
  await page.goto(`${daemon.url}/jobs/${made.id}`);
  await expect(video(page)).toBeVisible();
  await api.call('deleteAsset', { params: { id } });
  await expect(stage(page).getByText('Moved to the trash.')).toBeVisible();
  const before = await video(page).evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(() => video(page).evaluate((element: HTMLVideoElement) => element.currentTime)).not.toBe(before);
  await stage(page).getByRole('button', { name: 'Undo' }).click();
  await expect(stage(page).getByText('Moved to the trash.')).toBeHidden();
  await expect(stage(page).getByRole('button', { name: 'Save frame' })).toBeVisible();
});

test.describe('an address that leads nowhere', () => {
  test.use({ meantFaults: /status of 404/ });

  test('says so, with a way out', async ({ studio: page, daemon }) => {
    for (const id of ['job_00000000000000000000000000000000', 'nonsense']) {
      await page.goto(`${daemon.url}/jobs/${id}`);
      await expect(page.getByRole('heading', { name: 'There is no job at this address' })).toBeVisible();
    }
    await page.getByRole('link', { name: 'Show the newest clip' }).click();
    await expect(page).toHaveURL(/\/$/);
  });
});

test.describe('a file that is gone from the disk', () => {
  test.use({ meantFaults: /status of (404|410|500)|net::ERR/ });

  test('is named, with the place where it was', async ({ studio: page, api, daemon }) => {
    const made = await madeClip(api, 'Gone from the disk');
    const [id] = made.output.assetIds;
    if (id === undefined) throw new Error('No clip was made');
    const details = await api.call('getAssetDetails', { params: { id } });
    if (!details.ok) throw new Error('The clip is not there');
    await rm(details.value.body.path);
    await page.goto(`${daemon.url}/jobs/${made.id}`);
    await expect(stage(page).getByText('The file is not on the disk any more.')).toBeVisible();
    await expect(stage(page).getByRole('alert').first()).toContainText(details.value.body.path);
  });
});
