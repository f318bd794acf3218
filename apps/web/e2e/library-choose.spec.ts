import { readFile } from 'node:fs/promises';
import {
  addPicture,
  addPictures,
  card,
  cards,
  expect,
  makeClip,
  makeProject,
  openLibrary,
  test,
} from './support/library-test.ts';

test('many are chosen, moved to the trash and brought back', async ({ studio, api, daemon }) => {
  await addPictures(api, 6);
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(6);
  const bar = studio.getByRole('toolbar', { name: 'Selection' });

  await card(studio, 'Picture 5')
    .getByRole('link')
    .click({ modifiers: ['ControlOrMeta'] });
  await expect(bar).toContainText('1 selected');
  await card(studio, 'Picture 2')
    .getByRole('link')
    .click({ modifiers: ['Shift'] });
  await expect(bar).toContainText('4 selected');
  await expect(bar.getByRole('button', { name: 'Compare' })).toHaveAttribute('aria-disabled', 'true');

  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(cards(studio)).toHaveCount(2);
  await expect(bar).toBeHidden();
  await studio.getByRole('button', { name: 'Undo' }).click();
  await expect(cards(studio)).toHaveCount(6);

  await cards(studio).first().getByRole('link').focus();
  await studio.keyboard.press('ControlOrMeta+a');
  await expect(bar).toContainText('6 selected');
  await studio.keyboard.press('Escape');
  await expect(bar).toBeHidden();
});

test('what is chosen goes onto a shelf, is starred, and is saved as one archive', async ({ studio, api, daemon }) => {
  await addPicture(api, '夜の東京');
  await addPicture(api, 'Plain', 330);
  await makeProject(api, 'Film noir');
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(2);
  await card(studio, '夜の東京').getByRole('checkbox').click();
  await card(studio, 'Plain').getByRole('checkbox').click();
  const bar = studio.getByRole('toolbar', { name: 'Selection' });

  await bar.getByRole('button', { name: 'Add to project' }).click();
  await studio.getByRole('menuitemcheckbox', { name: 'Film noir' }).click();
  await expect(studio.getByText('2 added to Film noir.')).toBeVisible();
  await bar.getByRole('button', { name: 'Star' }).click();
  await expect(card(studio, 'Plain')).toHaveAccessibleName(/starred/);

  const saving = studio.waitForEvent('download');
  await bar.getByRole('button', { name: 'Download' }).click();
  const archive = await (await saving).path();
  const bytes = await readFile(archive);
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from([0x50, 0x4b, 3, 4]));
  expect(bytes.toString('utf8')).toContain('夜の東京');

  await studio.keyboard.press('Escape');
  await studio.getByRole('button', { name: 'Project' }).click();
  await studio.getByRole('menuitemcheckbox', { name: /Film noir/ }).click();
  await expect(cards(studio)).toHaveCount(2);
  await expect(studio).toHaveURL(/project=prj_/);
});

test('a project is made, renamed, deleted, and brought back with what was in it', async ({ studio, api, daemon }) => {
  await addPicture(api, 'Kept');
  await openLibrary(studio, daemon);
  await card(studio, 'Kept').getByRole('checkbox').click();
  await studio.getByRole('toolbar', { name: 'Selection' }).getByRole('button', { name: 'Add to project' }).click();
  await studio.getByRole('menuitem', { name: 'New project…' }).click();
  await studio.getByRole('textbox', { name: 'Name' }).fill('Draft');
  await studio.keyboard.press('Enter');
  await expect(studio.getByText('Added to Draft.')).toBeVisible();
  await studio.keyboard.press('Escape');

  const chip = studio.getByRole('button', { name: /^Project/ });
  await chip.click();
  await studio.getByRole('menuitemcheckbox', { name: /Draft/ }).click();
  await expect(cards(studio)).toHaveCount(1);
  await chip.click();
  await studio.getByRole('menuitem', { name: 'Rename Draft…' }).click();
  await studio.getByRole('textbox', { name: 'Name' }).fill('Final');
  await studio.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(studio.getByRole('group', { name: 'Project: Final' })).toBeVisible();

  await chip.click();
  await studio.getByRole('menuitem', { name: 'Delete Final' }).click();
  await expect(studio.getByText('Project Final deleted. Its files stay in the library.')).toBeVisible();
  await expect(cards(studio)).toHaveCount(1);
  await studio.getByRole('button', { name: 'Undo' }).last().click();
  await chip.click();
  await expect(studio.getByRole('menuitemcheckbox', { name: /Final/ })).toContainText('1');
});

test('the keyboard alone moves, plays, chooses, stars, opens, comes back, deletes', async ({ studio, api, daemon }) => {
  await addPictures(api, 7);
  const clip = await makeClip(api, 'A tram in the rain');
  await openLibrary(studio, daemon);
  await expect(cards(studio)).toHaveCount(8);
  const focused = studio.locator('[data-index]:has([data-stop]:focus)');

  await cards(studio).first().getByRole('link').focus();
  await studio.keyboard.press('ArrowRight');
  await expect(focused).toHaveAttribute('data-index', '1');
  await studio.keyboard.press('ArrowDown');
  await expect(focused).toHaveAttribute('data-index', '5');
  await studio.keyboard.press('End');
  await expect(focused).toHaveAttribute('data-index', '7');
  await studio.keyboard.press('Home');
  await expect(focused).toHaveAccessibleName(new RegExp(clip.name));

  await studio.keyboard.press('Space');
  await expect(card(studio, clip.name).locator('video')).toBeAttached();
  await studio.keyboard.press('.');
  await expect(focused).toHaveAccessibleName(/starred/);
  await studio.keyboard.press('x');
  await expect(studio.getByRole('toolbar', { name: 'Selection' })).toContainText('1 selected');
  await studio.keyboard.press('Escape');

  await studio.keyboard.press('Enter');
  await expect(studio).toHaveURL(new RegExp(`/assets/${clip.id}`));
  await expect(studio.getByRole('heading', { name: clip.name })).toBeVisible();
  await studio.keyboard.press('Escape');
  await expect(studio).toHaveURL(/\/library$/);
  await cards(studio).nth(1).getByRole('link').focus();
  await studio.keyboard.press('Delete');
  await expect(cards(studio)).toHaveCount(7);
  // The card goes at once; the way back is offered when the daemon has answered.
  await expect(studio.getByText(/^Moved to trash/)).toBeVisible();
  await studio.keyboard.press('ControlOrMeta+z');
  await expect(cards(studio)).toHaveCount(8);
});
