import { startTestDaemon } from './support/daemon.ts';
import { expect, jobRow, queueLongJob, shownFraction, test } from './support/studio-test.ts';

test('the page outlives a daemon that is killed and started again, and its job ends', async ({ page }) => {
  const daemon = await startTestDaemon();
  try {
    await page.goto(await daemon.loginLink());
    await queueLongJob(await daemon.api(), 'Killed in the middle', 15);
    const row = jobRow(page, 'Killed in the middle');
    await expect.poll(() => shownFraction(row), { intervals: [50] }).toBeGreaterThan(0.05);
    await page.evaluate(() => Reflect.set(window, 'sameDocument', true));

    await daemon.kill();
    const away = page.getByText('Reconnecting…');
    await expect(away).toBeVisible();
    expect(await away.evaluate((foot) => foot.scrollWidth <= foot.clientWidth), 'as wide as the rail').toBe(true);
    await page.getByRole('textbox', { name: 'Prompt' }).fill('Typed while it was away');
    await daemon.start();

    await expect(page.getByRole('button', { name: 'Health: All well' })).toBeVisible();
    await expect(row).toHaveAttribute('data-state', 'succeeded', { timeout: 90_000 });
    await expect(page.locator('video')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Typed while it was away');
    expect(await page.evaluate(() => Reflect.get(window, 'sameDocument')), 'no reload').toBe(true);
  } finally {
    await daemon.remove();
  }
});
