import { expect, jobRow, queueLongJob, shownFraction, test } from './support/studio-test.ts';

test('a prompt becomes a clip that plays, with measured progress on the way', async ({ studio }) => {
  await expect(studio.getByRole('textbox', { name: 'Prompt' })).toBeFocused();
  await studio.evaluate(() => {
    const seen = new Set<string>();
    Reflect.set(window, 'seenFractions', seen);
    new MutationObserver(() => {
      for (const bar of document.querySelectorAll('aside progress[value]')) seen.add(bar.getAttribute('value') ?? '');
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await studio.getByRole('textbox', { name: 'Prompt' }).fill('A red fox crosses a frozen lake. Snow begins to fall.');
  await studio.getByText('8 s', { exact: true }).click();
  await expect(studio.getByText('832 × 480, 128 frames = 8.00 s')).toBeVisible();
  await studio.getByRole('button', { name: 'Generate' }).click();

  await expect(studio).toHaveTitle(/^\(1\) \d+ % · VideoExpress AI$/);
  const video = studio.locator('video');
  await expect(video).toBeVisible({ timeout: 90_000 });
  const fractions = await studio.evaluate(() => {
    const seen: unknown = Reflect.get(window, 'seenFractions');
    return seen instanceof Set ? [...seen].map(Number).filter((value) => value > 0 && value < 1) : [];
  });
  expect(new Set(fractions).size, 'different measured values').toBeGreaterThanOrEqual(2);
  expect(fractions, 'progress never goes back').toEqual(fractions.toSorted((a, b) => a - b));

  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeGreaterThan(0.5);
  expect(await video.evaluate((element: HTMLVideoElement) => [element.videoWidth, element.videoHeight])).toEqual([
    832, 480,
  ]);
  expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBeCloseTo(8, 1);
  await expect(studio).toHaveTitle('VideoExpress AI');
  await expect(studio.getByRole('region', { name: 'Clip' })).toContainText('Sketch');

  const downloading = studio.waitForEvent('download');
  await studio.getByRole('link', { name: 'Download' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/fox.*\.mp4$/);
});

test('a reload in the middle loses no progress', async ({ studio, api }) => {
  await queueLongJob(api, 'Clouds over two peaks');
  const row = jobRow(studio, 'Clouds over two peaks');
  await expect.poll(() => shownFraction(row), { intervals: [50] }).toBeGreaterThan(0.05);
  const before = await shownFraction(row);
  await studio.reload();
  await expect(row.locator('progress')).toHaveAttribute('value', /./);
  expect(await shownFraction(row)).toBeGreaterThanOrEqual(before);
});

test('Ctrl+Enter queues without waiting for what runs, several at once', async ({ studio, api }) => {
  await queueLongJob(api, 'Slow clouds');
  await expect(jobRow(studio, 'Slow clouds')).toHaveAttribute('data-state', 'running');
  const prompt = studio.getByRole('textbox', { name: 'Prompt' });
  for (const text of ['First in line', 'Second in line']) {
    await prompt.fill(text);
    await prompt.press('Control+Enter');
    await expect(jobRow(studio, text)).toHaveAttribute('data-state', 'queued');
  }
  await expect(studio.getByText('1 running, 2 waiting')).toBeVisible();
  await expect(studio.getByRole('list', { name: 'Running' }).getByRole('listitem')).toHaveText([/Slow/]);
  await expect(studio.getByRole('list', { name: 'Waiting' }).getByRole('listitem')).toHaveText([/First/, /Second/]);
});
