import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  addPicture,
  addPictures,
  card,
  cards,
  expect,
  makeClip,
  openLibrary,
  secondWindow,
  test,
} from './support/library-test.ts';

test('a press on the lines below the picture opens the asset, as one on the picture does', async ({
  studio,
  api,
  daemon,
}) => {
  const picture = await addPicture(api, 'Harbour');
  await openLibrary(studio, daemon);
  const box = await card(studio, 'Harbour').boundingBox();
  if (box === null) throw new Error('The card is not on the page');
  await studio.mouse.click(box.x + 30, box.y + box.height - 30);
  await expect(studio).toHaveURL(`${daemon.url}/assets/${picture.id}`);
});

test('an asset shows its settings, is renamed in any script, starred, and has neighbours', async ({
  studio,
  api,
  daemon,
}) => {
  await addPictures(api, 2);
  const clip = await makeClip(api, 'A red fox in snow', { seed: 4242 });
  await openLibrary(studio, daemon);
  await card(studio, clip.name).getByRole('link').click();
  await expect(studio.getByRole('row', { name: 'Seed 4242' })).toBeVisible();
  await expect(studio.getByText('1 of 3')).toBeVisible();

  await studio.getByRole('button', { name: /rename$/ }).click();
  await studio.getByRole('textbox', { name: 'Name' }).fill('ثعلب أحمر');
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('heading', { name: 'ثعلب أحمر' })).toBeVisible();
  await studio.getByRole('button', { name: /^Star/ }).click();
  await expect(studio.getByRole('button', { name: /^Take the star off/ })).toBeVisible();

  await studio.getByRole('button', { name: 'Next' }).click();
  await expect(studio.getByRole('heading', { name: 'Picture 2' })).toBeVisible();
  await studio.keyboard.press('ArrowRight');
  await expect(studio.getByRole('heading', { name: 'Picture 1' })).toBeVisible();
  await studio.keyboard.press('ArrowLeft');
  await expect(studio.getByRole('heading', { name: 'Picture 2' })).toBeVisible();
  await studio.goBack();
  await expect(card(studio, 'ثعلب أحمر')).toHaveAccessibleName(/starred/);
});

test('settings go back to the form, and a picture becomes a start image', async ({ studio, api, daemon }) => {
  const clip = await makeClip(api, 'A red fox in snow', { seed: 4242 });
  const picture = await addPicture(api, 'Start here');
  await studio.goto(`${daemon.url}/assets/${clip.id}`);
  await studio.getByRole('button', { name: 'Reproduce' }).click();
  await expect(studio.getByRole('textbox', { name: 'Prompt' })).toHaveValue('A red fox in snow');
  await studio.goto(`${daemon.url}/assets/${picture.id}`);
  await studio.getByRole('button', { name: 'Use as input' }).click();
  await expect(studio.getByRole('img', { name: /Start here/ })).toBeVisible();
});

test('a frame that was saved knows its clip, and the clip knows the frame', async ({ studio, api, daemon }) => {
  const clip = await makeClip(api, 'A red fox in snow');
  await studio.goto(`${daemon.url}/assets/${clip.id}`);
  await studio.getByRole('button', { name: 'Save frame' }).click();
  await studio.getByRole('button', { name: /^Show(?! in)/ }).click();
  await expect(studio.getByRole('heading', { name: /frame/ })).toBeVisible();
  await studio.getByRole('link', { name: clip.name }).click();
  await expect(studio.getByRole('heading', { name: 'Made from it' })).toBeVisible();
});

test('an address that leads nowhere says so; a file that is gone too', async ({ studio, api, daemon }) => {
  await studio.goto(`${daemon.url}/assets/nothing`);
  await expect(studio.getByRole('heading', { name: 'This file is not in the library' })).toBeVisible();
  const picture = await addPicture(api, 'Lost');
  const media = path.join(daemon.dataDir, 'data', 'media');
  const files = await readdir(media, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.png'))) await rm(path.join(media, file));
  await studio.goto(`${daemon.url}/assets/${picture.id}`);
  await expect(studio.getByText('The file is not on the disk any more.')).toBeVisible();
  await expect(studio.getByRole('button', { name: 'Download' })).toHaveAttribute('aria-disabled', 'true');
});

test.describe('with an asset that goes away', () => {
  test.use({ meantFaults: /404|Failed to load resource/ });

  test('a clip deleted in one window while it plays in the other is said there, and can come back', async ({
    studio,
    api,
    daemon,
  }) => {
    const clip = await makeClip(api, 'A long tram', { seconds: 4 });
    await studio.goto(`${daemon.url}/assets/${clip.id}`);
    const video = studio.locator('video');
    await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.2);

    const other = await secondWindow(studio, `${daemon.url}/library`);
    await card(other, clip.name).getByRole('checkbox').click();
    await other.keyboard.press('Delete');
    await expect(studio.getByRole('status').filter({ hasText: 'In the trash' })).toBeVisible();
    await expect(video).toBeVisible();
    await studio.getByRole('button', { name: 'Restore' }).click();
    await expect(cards(other)).toHaveCount(1);

    await api.call('deleteAsset', { params: { id: clip.id } });
    await api.call('emptyTrash', {});
    await expect(studio.getByRole('heading', { name: 'This file is not in the library' })).toBeVisible();
    await expect(cards(other)).toHaveCount(0);
  });
});

test('coming back from an asset finds the list as it was left', { tag: '@long' }, async ({ studio, api, daemon }) => {
  test.slow();
  await addPictures(api, 30);
  await openLibrary(studio, daemon);
  const scroller = studio.locator('[data-scroller="library"]');
  await scroller.evaluate((element) => element.scrollTo(0, 700));
  await expect(card(studio, 'Picture 12')).toBeVisible();
  await card(studio, 'Picture 12').getByRole('checkbox').click();
  await card(studio, 'Picture 12').getByRole('link').click();
  await expect(studio.getByRole('heading', { name: 'Picture 12' })).toBeVisible();
  await studio.goBack();
  await expect(card(studio, 'Picture 12')).toBeInViewport();
  await expect.poll(() => scroller.evaluate((element) => Math.round(element.scrollTop))).toBeGreaterThan(600);
  await expect(studio.getByRole('toolbar', { name: 'Selection' })).toContainText('1 selected');

  await addPicture(api, 'Newest of all', 400);
  await expect(studio.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(card(studio, 'Picture 12')).toBeInViewport();
  await studio.getByRole('button', { name: '1 new' }).click();
  await expect(cards(studio).first()).toHaveAccessibleName(/^Newest of all/);
});
