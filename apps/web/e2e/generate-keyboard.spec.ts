import { allJobs, madeClip, promptBox } from './support/generate-tools.ts';
import { expect, test } from './support/studio-test.ts';

test('Escape closes each list of Generate and gives the focus back; a second press on its button closes it', async ({
  studio,
  api,
}) => {
  await madeClip(api, 'A fox in snow');
  const more = studio.getByRole('button', { name: 'More to do with this clip' });
  await more.focus();
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('menuitem', { name: 'Copy settings' })).toBeVisible();
  await studio.keyboard.press('Escape');
  await expect(more).toBeFocused();
  await more.click();
  await expect(studio.getByRole('menu')).toBeVisible();
  await more.click();
  await expect(studio.getByRole('menu')).toBeHidden();

  const earlier = studio.getByRole('button', { name: 'Earlier prompts' });
  const list = studio.getByRole('dialog', { name: 'Earlier prompts' });
  await earlier.focus();
  await studio.keyboard.press('Enter');
  await expect(list.getByRole('searchbox')).toBeFocused();
  await studio.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(earlier).toBeFocused();
  await earlier.click();
  await expect(list).toBeVisible();
  await earlier.click();
  await expect(list).toBeHidden();

  const library = studio.getByRole('form', { name: 'Generate' }).getByRole('button', { name: 'Library' });
  await library.focus();
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('dialog')).toBeVisible();
  await studio.keyboard.press('Escape');
  await expect(library).toBeFocused();
});

test('keys that an input method takes queue nothing', async ({ studio, api }) => {
  await promptBox(studio).fill('にほん');
  const keyed = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
  await promptBox(studio).dispatchEvent('keydown', { ...keyed, isComposing: true });
  expect(await allJobs(api)).toEqual([]);
  // The same keys queue it once the word is whole.
  await promptBox(studio).dispatchEvent('keydown', keyed);
  await expect.poll(async () => (await allJobs(api)).length).toBe(1);
  await studio
    .getByRole('button', { name: /^Cancel/ })
    .first()
    .click();
});

test('each of two windows finds its own draft again after a reload', async ({ studio, context, daemon }) => {
  await promptBox(studio).fill('Of the first window');
  const other = await context.newPage();
  await other.goto(daemon.url);
  await expect(promptBox(other), 'a new window begins with the newest').toHaveValue('Of the first window');
  await promptBox(other).fill('Of the second window');
  await expect(promptBox(studio)).toHaveValue('Of the first window');
  await studio.reload();
  await expect(promptBox(studio)).toHaveValue('Of the first window');
  await other.close();
});
