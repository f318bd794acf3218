import { allJobs, chooseSmallest, promptBox, unfold } from './support/generate-tools.ts';
import { expect, test } from './support/studio-test.ts';

test.beforeEach(async ({ api }) => {
  await api.call('pauseQueue', {});
});

test('one job a line: the count and the whole length stand there before', async ({ studio: page, api }) => {
  await chooseSmallest(page);
  await promptBox(page).fill('A fox\n\nA boat\nA tram');
  await unfold(page, 'Batch');
  await expect(page.getByRole('switch', { name: /One clip a line/ })).toBeChecked();
  await expect(page.getByRole('status', { name: 'What the batch comes to' })).toHaveText(
    /^3 clips, 9 s of film · free/,
  );
  await page.getByRole('button', { name: 'Generate 3' }).click();
  await expect.poll(async () => (await allJobs(api)).length).toBe(3);
  const prompts = (await allJobs(api)).toSorted((a, b) => a.position - b.position).map(({ input }) => input['prompt']);
  expect(prompts).toEqual(['A fox', 'A boat', 'A tram']);
  await expect(page.getByText('3 clips queued. The queue is paused.')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).last().click();
  await expect.poll(async () => (await allJobs(api)).map(({ state }) => state)).toEqual(Array(3).fill('cancelled'));
});

test('a table of seeds and settings is queued whole', async ({ studio: page, api }) => {
  await chooseSmallest(page);
  await promptBox(page).fill('A fox');
  await unfold(page, 'Batch');
  await page.getByText('These', { exact: true }).click();
  await page.getByRole('textbox', { name: /^Seeds/ }).fill('7, 21');
  await page.getByRole('button', { name: 'Ratio' }).click();
  await page.getByRole('button', { name: '1:1', exact: true }).click();
  await page.getByRole('button', { name: 'Transitions' }).click();
  await expect(page.getByRole('status', { name: 'What the batch comes to' })).toHaveText(/^12 clips, 36 s of film/);
  await promptBox(page).press('Control+Enter');
  await expect.poll(async () => (await allJobs(api)).length).toBe(12);
  const made = (await allJobs(api)).map(({ input }) =>
    [input['width'], input['height'], input['transitions'], input['seed']].join(' '),
  );
  const wanted = ['496 288', '288 496'].flatMap((size) =>
    ['auto', 'dissolve', 'cut'].flatMap((cut) => [7, 21].map((seed) => `${size} ${cut} ${seed}`)),
  );
  expect(made.toSorted()).toEqual(wanted.toSorted());
});

test('more than the queue takes at once is counted and not sent', async ({ studio: page, api }) => {
  await promptBox(page).fill('A fox\nA boat');
  await unfold(page, 'Batch');
  await page.getByRole('spinbutton', { name: 'How many random seeds' }).fill('101');
  await expect(page.getByRole('status', { name: 'What the batch comes to' })).toHaveText(
    '202 clips are more than the queue takes at once. 200 are possible.',
  );
  await page.getByRole('button', { name: 'Generate 202' }).click();
  await expect(page.locator('#form-error')).toContainText('200 are possible');
  expect(await allJobs(api)).toHaveLength(0);
});

test('what is unfolded below the edge of the window comes into sight', async ({ studio: page }) => {
  await page.setViewportSize({ width: 1280, height: 600 });
  await unfold(page, 'Batch');
  await expect(page.getByText('These', { exact: true })).toBeInViewport();
});
