import { madeClip, promptBox } from './support/generate-tools.ts';
import { addPicture, openLibrary } from './support/library-test.ts';
import { expect, jobRow, test } from './support/studio-test.ts';

test('a note leaves the button of the form free', async ({ studio: page, api }) => {
  await api.call('pauseQueue', {});
  await promptBox(page).fill('One more');
  await promptBox(page).press('Control+Enter');
  await expect(jobRow(page, 'One more')).toHaveAttribute('data-state', 'queued');
  const note = await page.getByRole('region', { name: 'Notes' }).getByRole('listitem').boundingBox();
  const form = await page.getByRole('form', { name: 'Generate' }).boundingBox();
  if (note === null || form === null) throw new Error('No note, or no form');
  expect(note.x).toBeGreaterThanOrEqual(form.x + form.width);
});

test('the window itself never scrolls: what is only read aloud makes no second scrollbar', async ({
  studio: page,
  api,
  daemon,
}) => {
  const made = [await madeClip(api, 'One'), await madeClip(api, 'Other', { seed: 8 })];
  const clips = made.map((job) => job.output?.assetIds[0]);
  const screens: readonly (readonly [string, string])[] = [
    ['/', 'Earlier prompts'],
    ['/settings', 'Log out'],
    [`/library?compare=${clips.join(',')}`, 'Only what differs'],
    [`/assets/${clips[0]}`, 'As JSON'],
  ];
  for (const [address, words] of screens) {
    await page.goto(daemon.url + address);
    await expect(page.getByText(words).first()).toBeVisible();
    const spare = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
    expect(spare, address).toBeLessThanOrEqual(0);
  }
});

test('a cleared filter keeps the focus', async ({ studio: page, api, daemon }) => {
  await addPicture(api, 'Wide');
  await openLibrary(page, daemon, '?type=image');
  await page.getByRole('button', { name: 'Clear the filter Type' }).click();
  await expect(page.getByRole('button', { name: 'Type' })).toBeFocused();
});
