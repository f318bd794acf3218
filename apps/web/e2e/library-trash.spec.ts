import { addPicture, card, cards, expect, openLibrary, test } from './support/library-test.ts';

test('the trash says how long it keeps things, gives them back, and asks before they go for good', async ({
  studio,
  api,
  daemon,
}) => {
  const pictures = [
    await addPicture(api, 'Back'),
    await addPicture(api, 'Gone', 330),
    await addPicture(api, 'Last', 340),
  ];
  const ids = pictures.map(({ id }) => id);
  await api.call('changeAssets', { body: { ids, change: { isTrashed: true } } });
  await openLibrary(studio, daemon);
  await studio.getByRole('link', { name: 'Trash, 3 files' }).click();
  await expect(cards(studio)).toHaveCount(3);
  await expect(card(studio, 'Back')).toContainText('7 days left');

  await card(studio, 'Back').hover();
  await card(studio, 'Back').getByRole('button', { name: 'Restore Back' }).click();
  await expect(cards(studio)).toHaveCount(2);

  await card(studio, 'Gone').getByRole('checkbox').click();
  await studio.getByRole('button', { name: 'Delete for good' }).click();
  const question = studio.getByRole('alertdialog', { name: 'Delete for good?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(cards(studio)).toHaveCount(2);
  await studio.getByRole('button', { name: 'Delete for good' }).click();
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(cards(studio)).toHaveCount(1);

  await studio.getByRole('button', { name: 'Empty trash' }).click();
  await studio.getByRole('alertdialog').getByRole('button', { name: 'Empty trash' }).click();
  await expect(studio.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await studio.getByRole('link', { name: 'Back to the library' }).first().click();
  await expect(cards(studio)).toHaveCount(1);
});

test('what a waiting job needs stays, with the way to that job', async ({ studio, api, daemon }) => {
  const picture = await addPicture(api, 'Start');
  await api.call('pauseQueue', {});
  const input = { prompt: 'It moves', image: picture.id, width: 256, height: 144, num_frames: 16, fps: 16 };
  const job = await api.call('createJob', { body: { kind: 'image_to_video', input } });
  expect(job.ok).toBe(true);
  await openLibrary(studio, daemon);
  await card(studio, 'Start').getByRole('checkbox').click();
  await studio.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Delete' }).click();
  await studio.getByRole('button', { name: 'Show the job' }).click();
  await expect(studio).toHaveURL(/\/jobs\/job_/);
  await openLibrary(studio, daemon);
  await expect(card(studio, 'Start')).toBeVisible();
});
