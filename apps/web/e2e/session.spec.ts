import { expect, test } from './support/studio-test.ts';

test('without a session the page says how to get in, and notices when one is there', async ({
  page,
  context,
  daemon,
}) => {
  await page.goto(daemon.url);
  await expect(page.getByRole('heading', { name: 'Open the studio from the command line' })).toBeVisible();
  await expect(page.getByText('videoexpress open', { exact: true })).toBeVisible();

  const other = await context.newPage();
  await other.goto(await daemon.loginLink());
  await expect(other.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
  await page.bringToFront();
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeVisible();
});
