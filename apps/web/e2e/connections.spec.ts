import type { Page } from '@playwright/test';
import { allFaults } from './support/axe.ts';
import { test } from './support/connections-test.ts';
import { expect } from './support/studio-test.ts';

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  meantFaults: /status of 409/,
});

test.afterEach(async ({ api }) => {
  const listed = await api.call('listConnections', {});
  if (!listed.ok) throw new Error(JSON.stringify(listed.error));
  for (const { id } of listed.value.body.items) await api.call('deleteConnection', { params: { id } });
});

const card = (page: Page, service: string) => page.locator(`#connections [data-service=${service}]`);

/** Clicks, and answers with the tab of the service that it opens. */
async function opened(page: Page, button: string): Promise<Page> {
  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return tab;
}

/** Logs in on Google's pages, and agrees. */
async function agreeAtGoogle(tab: Page, who: string): Promise<void> {
  await tab.getByPlaceholder('Enter any login').fill(who);
  await tab.getByPlaceholder('and password').fill('any');
  await tab.getByRole('button', { name: 'Sign-in' }).click();
  await tab.getByRole('button', { name: 'Continue' }).click();
}

test('YouTube is connected through the page, twice for two channels, and disconnected again', async ({
  studio,
  services,
}) => {
  services.google.channels.set('tide', { id: 'UC-tide', title: 'Low Tide Films', customUrl: '@lowtidefilms' });
  services.google.channels.set('hill', { id: 'UC-hill', title: 'Hill Films' });
  await studio.goto('/settings#connections');
  const youtube = card(studio, 'youtube');
  await expect(youtube).toContainText('No account is connected.');
  const tab = await opened(studio, 'Connect YouTube');
  await agreeAtGoogle(tab, 'tide');
  await expect(tab.getByRole('heading', { name: 'YouTube is connected' })).toBeVisible();
  expect(await tab.evaluate('window.opener')).toBeNull();
  await expect(youtube).toContainText('Low Tide Films');
  await expect(youtube).toContainText('@lowtidefilms · Connected');
  await expect(youtube.getByRole('status')).toHaveCount(0);
  await tab.getByRole('link', { name: 'To the studio' }).click();
  await expect(tab.locator('[data-account]')).toHaveCount(1);
  await tab.close();

  await youtube.getByRole('button', { name: 'Check Low Tide Films' }).click();
  await expect(youtube).toContainText('Works.');
  expect(await allFaults(studio, '#connections')).toEqual([]);

  // Google would ask which account; the stand-in asks nobody whom it remembers.
  await studio.context().clearCookies({ domain: '127.0.0.1' });
  const other = await opened(studio, 'Connect another');
  await agreeAtGoogle(other, 'hill');
  await expect(other.getByRole('heading', { name: 'YouTube is connected' })).toBeVisible();
  await other.close();
  await expect(youtube.locator('[data-account]')).toHaveCount(2);

  await youtube.getByRole('button', { name: 'Disconnect Hill Films' }).click();
  await expect(youtube.locator('[data-account]')).toHaveCount(1);
  await youtube.getByRole('button', { name: 'Disconnect Low Tide Films' }).click();
  await expect(studio.getByRole('region', { name: 'Notes' })).toContainText('Low Tide Films is disconnected.');
  await expect(youtube).toContainText('No account is connected.');
});

test('who says no at Instagram is told so, who agrees is connected, and a token can be pasted instead', async ({
  studio,
  services: { instagram },
}) => {
  await studio.goto('/settings#connections');
  const own = card(studio, 'instagram');
  instagram.denies = true;
  const refused = await opened(studio, 'Connect Instagram');
  await expect(refused.getByRole('heading', { name: 'Instagram is not connected' })).toBeVisible();
  await expect(refused.getByText('Instagram was told no.')).toBeVisible();
  await refused.close();
  instagram.denies = false;
  await expect(own).toContainText('refuses one on this computer');

  const agreed = await opened(studio, 'Connect Instagram');
  await expect(agreed.getByRole('heading', { name: 'Instagram is connected' })).toBeVisible();
  await agreed.close();
  await expect(own).toContainText('lowtidefilms');

  // Somebody else's token, made at the page for developers.
  instagram.account = { userId: '17841400000000077', username: 'hillfilms', accountType: 'BUSINESS' };
  const token = `${instagram.makeToken()}`;
  const field = own.getByLabel(/It did not come back by itself/);
  await field.fill('AQ-a-code-that-is-none');
  await field.press('Enter');
  await expect(own.getByRole('alert')).toContainText('There is no login at Instagram under way');
  await field.fill(token);
  await field.press('Enter');
  await expect(own).toContainText('hillfilms');
  await expect(field).toHaveValue('');
  expect(await studio.content()).not.toContain(token);

  instagram.revokeAll();
  await own.getByRole('button', { name: 'Check hillfilms' }).click();
  await expect(own).toContainText('Needs a login');
  await expect(own.getByRole('button', { name: 'Connect again: hillfilms' })).toBeVisible();
  expect(await allFaults(studio, '#connections')).toEqual([]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  for (const width of [1280, 390]) {
    test(`looks right at ${width}, ${colorScheme}`, async ({ studio, services: { instagram }, api }, info) => {
      await studio.emulateMedia({ colorScheme });
      await studio.setViewportSize({ width, height: 900 });
      const token = instagram.makeToken();
      await api.call('pasteConnection', { params: { id: 'instagram' }, body: { token } });
      await studio.goto('/settings#connections');
      const section = studio.locator('#connections');
      await expect(section.locator('[data-account]')).toHaveCount(1);
      await section.getByRole('button', { name: 'Set-up' }).first().click();
      await section.getByRole('button', { name: 'Set-up' }).last().click();
      await expect(section.getByText('Address of the way back')).toHaveCount(2);
      expect(await allFaults(studio, '#connections')).toEqual([]);
      const isTooWide = await section.evaluate((element) => element.scrollWidth > element.clientWidth);
      expect(isTooWide).toBe(false);
      await section.screenshot({ path: info.outputPath('connections.png') });
    });
  }
}
