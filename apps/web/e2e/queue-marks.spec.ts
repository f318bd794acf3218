import { type Page } from '@playwright/test';
import { jobIdSchema } from '@videoexpress/job-schema';
import { queueClips } from './support/queue-tools.ts';
import { expect, jobRow, queueLongJob, shownFraction, test } from './support/studio-test.ts';

test('the title and the icon of the tab show progress, in every tab, and go back when nothing runs', async ({
  studio,
  api,
  context,
}) => {
  const iconOf = (page: Page) => page.locator('link[rel~="icon"]').last();
  const ownIcon = (await iconOf(studio).getAttribute('href')) ?? '';
  const other = await context.newPage();
  await other.goto(new URL('/library', studio.url()).href);
  const id = await queueLongJob(api, 'Clouds over two peaks');
  await queueClips(api, ['It waits']);
  for (const page of [studio, other]) {
    await expect(page).toHaveTitle(/^\(2\) \d+ % · VideoExpress AI$/);
    await expect(iconOf(page)).toHaveAttribute('href', /^data:image\/svg\+xml,/);
  }
  await studio.getByRole('link', { name: 'Library' }).first().click();
  await expect(studio).toHaveURL(/library/);
  await expect(studio).toHaveTitle(/^\(2\) \d+ % · /);
  await api.call('pauseQueue', {});
  await api.call('cancelJob', { params: { id: jobIdSchema.parse(id) } });
  await expect(studio).toHaveTitle('(1) · VideoExpress AI');
  await api.call('cancelJobs', { body: { except: [] } });
  for (const page of [studio, other]) {
    await expect(page).toHaveTitle('VideoExpress AI');
    await expect(iconOf(page)).toHaveAttribute('href', ownIcon);
  }
});

test('beside the Library the queue is a strip of rings; Q opens it, and each tab remembers its form', async ({
  studio,
  api,
}) => {
  await queueLongJob(api, 'Clouds over two peaks');
  await queueClips(api, ['First', 'Second']);
  await expect(jobRow(studio, 'Clouds')).toHaveAttribute('data-state', 'running');
  await studio.getByRole('link', { name: 'Library' }).first().click();
  const queue = studio.getByRole('complementary', { name: 'Queue' });
  const ring = queue.getByRole('link', { name: /^Clouds over two peaks: .*, \d+ %$/ });
  await expect(ring).toBeVisible();
  await expect(queue.getByText('+2')).toBeVisible();
  expect((await queue.boundingBox())?.width).toBe(48);

  await studio.keyboard.press('q');
  await expect(jobRow(studio, 'First')).toBeVisible();
  await studio.reload();
  await expect(jobRow(studio, 'First')).toBeVisible();
  await studio.keyboard.press('q');
  await expect(ring).toBeVisible();
  await studio.reload();
  await ring.click();
  await expect(studio).toHaveURL(/\/jobs\/job_/);
  await expect(jobRow(studio, 'Clouds')).toBeVisible();
  await expect(jobRow(studio, 'Clouds').getByRole('link')).toHaveAttribute('aria-current', 'true');
});

test('in a window without room beside the clip the queue starts as a strip and opens over the tab', async ({
  studio,
  api,
}) => {
  await queueClips(api, ['First']);
  await studio.setViewportSize({ width: 1100, height: 700 });
  const queue = studio.getByRole('complementary', { name: 'Queue' });
  await expect.poll(async () => (await queue.boundingBox())?.width).toBe(48);
  const stage = studio.getByRole('region', { name: 'Clip' });
  const before = await stage.boundingBox();
  await queue.getByRole('button', { name: 'Open the queue (Q)' }).click();
  await expect(jobRow(studio, 'First')).toBeVisible();
  expect(await stage.boundingBox(), 'the tab keeps its width').toEqual(before);
  await jobRow(studio, 'First').getByRole('link').focus();
  await studio.keyboard.press('Escape');
  await expect.poll(async () => (await queue.boundingBox())?.width).toBe(48);
});

test('a row opens its job without touching what was typed; back leads back', async ({ studio, api }) => {
  await api.call('pauseQueue', {});
  await queueClips(api, ['First', 'Second']);
  const prompt = studio.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('Half a thought');
  await jobRow(studio, 'Second').getByRole('link').click();
  await expect(studio).toHaveURL(/\/jobs\/job_/);
  await expect(studio.getByRole('region', { name: 'Clip' }).getByRole('heading', { name: 'Second' })).toBeVisible();
  await expect(prompt).toHaveValue('Half a thought');
  await jobRow(studio, 'First').getByRole('link').click();
  await studio.goBack();
  await expect(studio.getByRole('region', { name: 'Clip' }).getByRole('heading', { name: 'Second' })).toBeVisible();
  await expect(prompt).toHaveValue('Half a thought');
});

test('a reload at some percent shows that percent, in the row and in the strip', async ({ studio, api }) => {
  await queueLongJob(api, 'Clouds over two peaks');
  const row = jobRow(studio, 'Clouds over two peaks');
  await expect.poll(() => shownFraction(row), { intervals: [50] }).toBeGreaterThan(0.2);
  const before = await shownFraction(row);
  await studio.reload();
  await expect(row.locator('progress')).toHaveAttribute('value', /./);
  expect(await shownFraction(row)).toBeGreaterThanOrEqual(before);
});
