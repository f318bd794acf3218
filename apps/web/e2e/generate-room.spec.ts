import type { Locator } from '@playwright/test';
import { madeClip, promptBox } from './support/generate-tools.ts';
import { pngPicture } from './support/pictures.ts';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

const phone = { width: 390, height: 844 };

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the page');
  return box;
}

/** Whether two parts of the page lie over each other. */
async function overlap(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await boxOf(one), await boxOf(other)];
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('a note never covers the button or its hint, beside the form and on a phone', async ({ studio, api }) => {
  await queueLongJob(api, 'A note');
  const row = jobRow(studio, 'A note');
  await row.getByRole('button', { name: 'Cancel A note' }).click();
  const note = studio.getByRole('region', { name: 'Notes' }).getByRole('listitem');
  await note.getByRole('button', { name: 'Queue again' }).focus();
  const form = studio.getByRole('form', { name: 'Generate' });
  const button = form.getByRole('button', { name: /^Generate/ });
  expect(await overlap(note, button)).toBe(false);
  expect(await overlap(note, form.getByText('Write a prompt, or choose a start image.'))).toBe(false);
  await studio.setViewportSize(phone);
  await expect(button).toBeInViewport({ ratio: 1 });
  await expect(note).toBeInViewport({ ratio: 1 });
  await expect.poll(() => overlap(note, button)).toBe(false);
});

test('with a start image of a long name, everything stays inside the padding of the form', async ({ studio }) => {
  const form = studio.getByRole('form', { name: 'Generate' });
  const name = `${'Donaudampfschifffahrtsgesellschaft'.repeat(4)}.png`;
  await form.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: pngPicture(640, 400) });
  await expect(form.getByText('Image', { exact: true })).toBeVisible();
  for (const width of [1280, 1000, 390, 320]) {
    await studio.setViewportSize({ width, height: 800 });
    const edge = await boxOf(promptBox(studio));
    for (const part of [
      form.getByRole('radiogroup', { name: 'Ratio' }),
      form.getByRole('img', { name: /^First frame/ }),
    ]) {
      const box = await boxOf(part);
      expect(box.x + box.width, `at ${width}`).toBeLessThanOrEqual(edge.x + edge.width);
    }
    const chips = await form.getByRole('radiogroup', { name: 'Ratio' }).locator('label').all();
    const last = await boxOf(form.getByRole('radiogroup', { name: 'Ratio' }));
    for (const chip of chips) {
      const box = await boxOf(chip);
      expect(box.x + box.width, `chip at ${width}`).toBeLessThanOrEqual(last.x + last.width);
      expect(await chip.evaluate((label) => label.scrollWidth <= label.clientWidth + 1), `words at ${width}`).toBe(
        true,
      );
    }
  }
  await form.getByRole('button', { name: 'Remove the start image' }).click();
});

test('a prompt of one endless word makes no page wider than its window', async ({ studio, api, daemon }) => {
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(6);
  const job = await madeClip(api, word);
  for (const width of [1280, 390, 320]) {
    await studio.setViewportSize({ width, height: 844 });
    await studio.goto(`${daemon.url}/jobs/${job.id}`);
    const fact = studio.getByText('Words in the picture');
    await expect(fact).toBeVisible();
    const stage = await boxOf(studio.getByRole('region', { name: 'Clip' }));
    const box = await boxOf(studio.locator('dl').filter({ has: fact }));
    expect(box.x + box.width, `at ${width}`).toBeLessThanOrEqual(stage.x + stage.width);
    expect(await studio.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  }
});
