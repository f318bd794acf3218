import { AxeBuilder } from '@axe-core/playwright';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

test('nothing serious for axe and nothing wider than the page, in both themes and at both widths', async ({
  studio,
  api,
}) => {
  await queueLongJob(api, 'One that runs while it is looked at');
  await queueLongJob(api, 'One that waits');
  await expect(jobRow(studio, 'One that runs')).toHaveAttribute('data-state', 'running');
  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await expect(studio.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const viewport of sizes) {
      await studio.setViewportSize(viewport);
      const { violations } = await new AxeBuilder({ page: studio }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      const found = serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      expect(found, `${colorScheme}, ${viewport.width} px`).toEqual([]);
      const widest = await studio.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(viewport.width);
    }
  }
});

test('the page without a session has nothing serious for axe', async ({ page, daemon }) => {
  await page.goto(daemon.url);
  await expect(page.getByRole('heading', { name: 'Open the studio from the command line' })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('a chosen theme holds over a reload, and waiting stands still under reduced motion', async ({ studio, api }) => {
  const theme = studio.getByRole('button', { name: /^Theme:/ });
  await theme.click();
  await theme.click();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'light');
  await studio.reload();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'light');
  await theme.click();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'dark');

  await studio.emulateMedia({ reducedMotion: 'reduce' });
  await queueLongJob(api, 'Standing still');
  await expect(jobRow(studio, 'Standing still')).toHaveAttribute('data-state', 'running');
  const running = await studio.evaluate(() => document.getAnimations().length);
  expect(running).toBe(0);
});
