import { seriousFaults } from './support/axe.ts';
import { addPicture, addPictures, expect, test } from './support/library-test.ts';

test('a start image is found and picked by the keyboard alone, and the focus comes back', async ({
  studio,
  api,
  daemon,
}) => {
  await addPictures(api, 4);
  await addPicture(api, '静かな湖', 400);
  await studio.goto(daemon.url);
  const open = studio.getByRole('main').getByRole('button', { name: /Library/ });
  await open.click();
  const dialog = studio.getByRole('dialog', { name: 'Choose a picture' });
  await expect(dialog.getByRole('option')).toHaveCount(5);
  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await expect(studio.locator('html')).toHaveAttribute('data-theme', colorScheme);
    expect(await seriousFaults(studio)).toEqual([]);
  }

  await studio.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await studio.keyboard.press('Enter');
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await expect(dialog.getByRole('option')).toHaveCount(5);
  await studio.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('option', { selected: true })).toHaveText('Picture 4');
  await studio.keyboard.type('静かな');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await studio.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(studio.getByRole('img', { name: /静かな湖/ })).toBeVisible();
});
