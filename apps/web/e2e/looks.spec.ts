import type { Page } from '@playwright/test';
import { allFaults, seriousFaults } from './support/axe.ts';
import { pngPicture } from './support/pictures.ts';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

const sizes = [
  { width: 1280, height: 800 },
  { width: 1600, height: 1000 },
  { width: 390, height: 844 },
] as const;

/** Nothing serious for axe and nothing wider than the page, in both themes and at every width. */
async function expectGoodLooks(page: Page, where: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      const at = `${where}, ${colorScheme}, ${viewport.width} px`;
      expect(await seriousFaults(page), at).toEqual([]);
      const widest = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(widest, at).toBeLessThanOrEqual(viewport.width);
    }
  }
}

test('every screen looks right for axe, in both themes, at three widths', { tag: '@long' }, async ({
  studio: page,
  api,
  daemon,
}) => {
  test.setTimeout(240_000);
  const id = await queueLongJob(api, 'One that runs while it is looked at');
  await queueLongJob(api, 'One that waits');
  await expect(jobRow(page, 'One that runs')).toHaveAttribute('data-state', 'running');
  await expectGoodLooks(page, '/');
  await page.setViewportSize(sizes[0]);
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'harbour.png',
      mimeType: 'image/png',
      buffer: pngPicture(320, 200, 91),
    });
  await expect(page.getByRole('img', { name: 'First frame: harbour.png' })).toBeVisible({ timeout: 90_000 });
  const assets = await api.call('listAssets', { query: { limit: 1 } });
  const asset = assets.ok ? assets.value.body.items[0]?.id : undefined;
  for (const address of [`/jobs/${id}`, '/queue', '/library', `/assets/${asset}`, '/settings']) {
    await page.setViewportSize(sizes[0]);
    await page.goto(daemon.url + address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await page.waitForLoadState('networkidle');
    await expectGoodLooks(page, address);
  }
});

test('what floats over a screen looks right too', async ({ studio: page }) => {
  test.setTimeout(120_000);
  await page.getByRole('heading', { name: 'Queue' }).click();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog', { name: 'Find anything' })).toBeVisible();
  await expectGoodLooks(page, 'palette');
  await page.keyboard.press('Escape');
  await page.setViewportSize(sizes[0]);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectGoodLooks(page, 'shortcuts');
});

test('the page without a session has nothing serious for axe', async ({ page, daemon }) => {
  await page.goto(daemon.url);
  await expect(page.getByRole('heading', { name: 'Open the studio from the command line' })).toBeVisible();
  expect(await allFaults(page)).toEqual([]);
});

test.describe('an address that leads nowhere', () => {
  test.use({ meantFaults: /status of 404/ });

  test('has a page with a way back, right for axe in both themes', async ({ studio: page, daemon }) => {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${daemon.url}/nowhere`);
      await expect(page.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
      expect(await allFaults(page)).toEqual([]);
    }
    await page.getByRole('link', { name: 'Go to the studio' }).click();
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
  });
});

test('waiting stands still under reduced motion', async ({ studio, api }) => {
  await studio.emulateMedia({ reducedMotion: 'reduce' });
  await queueLongJob(api, 'Standing still');
  await expect(jobRow(studio, 'Standing still')).toHaveAttribute('data-state', 'running');
  const running = await studio.evaluate(() => document.getAnimations().length);
  expect(running).toBe(0);
});
