import { dropFiles } from './support/dropped-files.ts';
import { allJobs, chooseSmallest, promptBox, unfold } from './support/generate-tools.ts';
import { pngPicture } from './support/pictures.ts';
import { expect, jobRow, test } from './support/studio-test.ts';

test('the draft and what is set under More outlive a reload and a change of tab', async ({ studio: page }) => {
  await promptBox(page).fill('A draft that nobody sent');
  await page.getByText('8 s', { exact: true }).click();
  await page.getByText('9:16', { exact: true }).click();
  await unfold(page, 'More');
  await page.getByRole('switch', { name: 'Words in the picture' }).click();
  await page.getByRole('combobox', { name: 'Transitions' }).selectOption('cut');
  await page.getByRole('spinbutton', { name: 'Frames a second' }).fill('24');
  await expect(page.getByText('480 × 832, 192 frames = 8.00 s')).toBeVisible();

  await page.getByRole('link', { name: 'Library' }).first().click();
  await expect(page).toHaveURL(/library/);
  await page.getByRole('link', { name: 'Generate' }).first().click();
  await expect(promptBox(page)).toHaveValue('A draft that nobody sent');
  await page.reload();
  await expect(promptBox(page)).toHaveValue('A draft that nobody sent');
  await expect(page.getByRole('radio', { name: '9:16' })).toBeChecked();
  await expect(page.getByRole('switch', { name: 'Words in the picture' })).not.toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Transitions' })).toHaveValue('cut');
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await expect(page.getByRole('button', { name: /^More Seed/ })).toContainText(
    'Seed random, 24 fps, words in the picture off, transitions Cut',
  );
  await unfold(page, 'More');
  await page.getByRole('button', { name: 'Reset Transitions' }).click();
  await expect(page.getByRole('combobox', { name: 'Transitions' })).toHaveValue('auto');
});

test('Alt+Up and Alt+Down walk through earlier prompts, and what was typed is not lost', async ({
  studio: page,
  api,
}) => {
  await api.call('pauseQueue', {});
  const box = promptBox(page);
  for (const text of ['The first fox', 'The second boat']) {
    await box.fill(text);
    await box.press('Control+Enter');
    await expect(jobRow(page, text)).toHaveAttribute('data-state', 'queued');
  }
  await box.fill('Half a thought');
  await box.press('Alt+ArrowUp');
  await expect(box).toHaveValue('The second boat');
  await box.press('Alt+ArrowUp');
  await expect(box).toHaveValue('The first fox');
  await box.press('Alt+ArrowDown');
  await box.press('Alt+ArrowDown');
  await expect(box).toHaveValue('Half a thought');
  await box.press('Alt+ArrowUp');

  await page.getByRole('button', { name: 'Earlier prompts' }).click();
  const list = page.getByRole('dialog', { name: 'Earlier prompts' });
  await expect(list.getByRole('button', { name: /Half a thought/ })).toBeVisible();
  await list.getByRole('searchbox').fill('FOX');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await list.getByRole('button', { name: /The first fox/ }).click();
  await expect(box).toHaveValue('The first fox');
  await expect(box).toBeFocused();
});

test('the dice keep a seed, and an empty field draws a new one each time', async ({ studio: page, api }) => {
  await api.call('pauseQueue', {});
  await promptBox(page).fill('Dice');
  await unfold(page, 'More');
  const seed = page.getByRole('spinbutton', { name: 'Seed' });
  await page.getByRole('button', { name: /Throw the dice/ }).click();
  await expect(seed).not.toHaveValue('');
  const kept = Number(await seed.inputValue());
  await promptBox(page).press('Control+Enter');
  await expect.poll(async () => (await allJobs(api)).length).toBe(1);
  await promptBox(page).press('Control+Enter');
  await expect.poll(async () => (await allJobs(api)).map(({ input }) => input['seed'])).toEqual([kept, kept]);
  await seed.fill('');
  await promptBox(page).press('Control+Enter');
  await expect.poll(async () => (await allJobs(api)).length).toBe(3);
  const drawn = (await allJobs(api))[0]?.input['seed'];
  expect(drawn).not.toBe(kept);
  await page.getByRole('button', { name: 'Keep this seed' }).click();
  await expect(seed).toHaveValue(String(drawn));
});

test('Shift puts a job before everything that waits, a note says so, and Undo takes it back', async ({
  studio: page,
  api,
}) => {
  await api.call('pauseQueue', {});
  const box = promptBox(page);
  await box.fill('Behind');
  await box.press('Control+Enter');
  await expect(jobRow(page, 'Behind')).toHaveAttribute('data-state', 'queued');
  await box.fill('In front');
  await box.press('Control+Shift+Enter');
  const rows = page.getByRole('complementary', { name: 'Queue' }).getByRole('listitem');
  await expect(rows.first()).toContainText('In front');
  await page.getByRole('button', { name: /^Undo/ }).last().click();
  await expect(jobRow(page, 'In front')).toHaveAttribute('data-state', 'cancelled');
  await expect(jobRow(page, 'Behind')).toHaveAttribute('data-state', 'queued');
});

test('a picture is pasted, another is dropped, and dropped text goes to the prompt', async ({ studio: page }) => {
  const bytes = pngPicture(400, 300).toString('base64');
  await page.evaluate((base64) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    data.items.add(new File([content], 'pasted.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, bytes);
  await expect(page.getByRole('img', { name: 'First frame: pasted.png' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Image' }), 'the shape of the picture').toBeChecked();
  await dropFiles(page, [{ name: 'dropped.png', content: pngPicture(160, 90) }]);
  await expect(page.getByRole('img', { name: 'First frame: dropped.png' })).toBeVisible();
  await expect(page.getByRole('radio', { name: '16:9' })).toBeChecked();

  const dataTransfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'قارب من ورق');
    return data;
  });
  await page.dispatchEvent('form[aria-label=Generate] h1', 'drop', { dataTransfer });
  await expect(promptBox(page)).toHaveValue('قارب من ورق');
});

test('a prompt in Arabic, Japanese and pictures goes through whole, from right to left', async ({
  studio: page,
  api,
}) => {
  const prompt = 'سفينة تعبر البحر 🚢 静かな湖 e\u0301';
  await chooseSmallest(page);
  await promptBox(page).fill(prompt);
  expect(await promptBox(page).evaluate((box) => getComputedStyle(box).direction)).toBe('rtl');
  await promptBox(page).press('Control+Enter');
  await expect.poll(async () => (await allJobs(api))[0]?.input['prompt']).toBe(prompt);
  await expect(page.getByRole('region', { name: 'Clip' })).toContainText('سفينة تعبر البحر');
});
