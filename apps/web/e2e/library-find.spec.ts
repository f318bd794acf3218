import { addPicture, card, cards, expect, makeClip, openLibrary, test } from './support/library-test.ts';

test('an empty library says how things come into it', async ({ studio, daemon }) => {
  await openLibrary(studio, daemon);
  await expect(studio.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await studio.getByRole('main').getByRole('link', { name: 'Generate a clip' }).click();
  await expect(studio.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
});

test('words are found in every script, by their beginnings, and the count says of how many', async ({
  studio,
  api,
  daemon,
}) => {
  await makeClip(api, '静かな湖');
  await addPicture(api, 'قطة على السطح');
  await addPicture(api, 'Lighthouse at dusk', 322);
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(3);
  await expect(studio.getByRole('main')).toContainText('3 files');

  await studio.keyboard.press('/');
  await studio.keyboard.type('静かな');
  await expect(cards(studio)).toHaveCount(1);
  await expect(card(studio, '静かな湖')).toBeVisible();
  await expect(studio.getByRole('main')).toContainText('1 of 3 files');

  const search = studio.getByRole('searchbox', { name: /Search prompts/ });
  await search.fill('light');
  await expect(card(studio, 'Lighthouse at dusk')).toBeVisible();
  await search.fill('قطة');
  await expect(card(studio, 'قطة على السطح')).toBeVisible();
  await expect(cards(studio)).toHaveCount(1);
  await search.press('Escape');
  await expect(cards(studio)).toHaveCount(3);
});

test('filters stand in the address: a link opens them, the back button takes them off', async ({
  studio,
  api,
  daemon,
}) => {
  await addPicture(api, 'Tall', 90, 160);
  await addPicture(api, 'Wide');
  const clip = await makeClip(api, 'A red fox in snow', { seed: 4242 });
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(3);

  await studio.getByRole('button', { name: 'Type' }).click();
  await studio.getByRole('menuitemcheckbox', { name: 'Picture' }).click();
  await expect(cards(studio)).toHaveCount(2);
  await studio.getByRole('button', { name: 'Ratio' }).click();
  await studio.getByRole('menuitemcheckbox', { name: 'Portrait' }).click();
  await expect(cards(studio)).toHaveCount(1);
  await expect(studio).toHaveURL(/type=image&ratio=portrait/);
  await expect(studio.getByRole('main')).toContainText('1 of 2 pictures');

  await studio.goBack();
  await expect(cards(studio)).toHaveCount(2);
  await studio.goBack();
  await expect(cards(studio)).toHaveCount(3);

  await studio.getByRole('button', { name: 'Seed' }).click();
  await studio.getByRole('textbox', { name: 'Seed' }).fill('4242');
  await studio.keyboard.press('Enter');
  await expect(cards(studio)).toHaveCount(1);
  await expect(card(studio, clip.name)).toBeVisible();

  await openLibrary(studio, daemon, '?made=today&engine=sketch&sort=name');
  await expect(cards(studio)).toHaveCount(1);
  await expect(studio.getByRole('group', { name: 'Date: Today' })).toBeVisible();
  await studio.getByRole('button', { name: 'Clear the filter Engine' }).click();
  await expect(cards(studio)).toHaveCount(3);
  await expect(studio).toHaveURL(/\/library\?made=today&sort=name$/);
});

test('a search that finds nothing names what it looked for, and can be taken off', async ({ studio, api, daemon }) => {
  await addPicture(api, 'Wide');
  await openLibrary(studio, daemon, '?q=zebra&type=image');
  await expect(studio.getByText('Nothing in the library matches “zebra”, Picture.')).toBeVisible();
  await studio.getByRole('button', { name: 'Clear filters' }).click();
  await expect(cards(studio)).toHaveCount(1);
  await expect(studio).toHaveURL(/\/library$/);
});

test('a new asset comes in at the top by itself, and a deleted one closes its gap', async ({ studio, api, daemon }) => {
  const first = await addPicture(api, 'First');
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(1);
  await addPicture(api, 'Second', 330);
  await expect(cards(studio)).toHaveCount(2);
  await expect(cards(studio).first()).toHaveAccessibleName(/^Second/);
  await api.call('deleteAsset', { params: { id: first.id } });
  await expect(cards(studio)).toHaveCount(1);
});
