import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { secretNames } from '@videoexpress/job-schema';
import { allFaults } from './support/axe.ts';
import { expect, test } from './support/studio-test.ts';

const key = 'rpa_0123456789abcdefWXYZ';

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  // A refusal is an answer with such a status, and the browser notes each.
  meantFaults: /status of (400|409)/,
});

test.afterEach(async ({ api }) => {
  for (const name of secretNames) await api.call('deleteSecret', { params: { name } });
});

async function openKeys(page: Page): Promise<void> {
  await page.goto('/settings#keys');
  await expect(row(page, 'RUNPOD_API_KEY')).toBeVisible();
}

const row = (page: Page, name: string) => page.locator(`[data-secret=${name}]`);
const notes = (page: Page) => page.getByRole('region', { name: 'Notes' });

test('a key is set, replaced, removed and brought back, and only its end is ever in the page', async ({
  studio,
  daemon,
}) => {
  await openKeys(studio);
  const runpod = row(studio, 'RUNPOD_API_KEY');
  await expect(runpod).toContainText('Not set');
  await studio.getByRole('button', { name: 'Set the RunPod API key' }).click();
  const field = studio.getByLabel('New value of the RunPod API key');
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveAttribute('autocomplete', 'off');
  await field.fill(`${key} ${key}`);
  await field.press('Enter');
  await expect(studio.getByRole('alert').filter({ hasText: 'one word of plain characters' })).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(key);
  await field.press('Enter');
  await expect(runpod).toContainText('WXYZ');
  await expect(runpod).toContainText(/Sealed file|Keychain/);
  const replace = studio.getByRole('button', { name: 'Replace the RunPod API key' });
  await expect(replace).toBeFocused();
  expect(await studio.content()).not.toContain(key);
  const kept = await readFile(path.join(daemon.dataDir, 'state', 'secrets.json'), 'utf8');
  expect(kept).toContain('RUNPOD_API_KEY');
  expect(kept).not.toContain(key);

  await replace.press('Enter');
  await field.fill('another-key-that-ends-in-abcd');
  await studio.getByRole('button', { name: 'Save key' }).click();
  await expect(runpod).toContainText('abcd');
  await notes(studio).getByRole('button', { name: /^Undo/ }).last().click();
  await expect(runpod).toContainText('WXYZ');

  await studio.getByRole('button', { name: 'Remove the RunPod API key' }).click();
  await expect(runpod).toContainText('Not set');
  await expect(studio.getByRole('button', { name: 'Set the RunPod API key' })).toBeFocused();
  await notes(studio).getByRole('button', { name: /^Undo/ }).last().click();
  await expect(runpod).toContainText('WXYZ');
});

test('a change made elsewhere is shown at once, in every window', async ({ studio, context, api }) => {
  await openKeys(studio);
  const other = await context.newPage();
  await openKeys(other);
  await api.call('putSecret', { params: { name: 'OPENAI_API_KEY' }, body: { value: 'short-key' } });
  for (const page of [studio, other]) {
    await expect(row(page, 'OPENAI_API_KEY').getByText('Set', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Replace the OpenAI API key' })).toBeVisible();
  }
  await api.call('deleteSecret', { params: { name: 'OPENAI_API_KEY' } });
  for (const page of [studio, other]) await expect(row(page, 'OPENAI_API_KEY')).toContainText('Not set');
  await other.close();
});

test('what the environment sets is shown as such, and cannot be changed here', async ({ studio }) => {
  await studio.route('**/api/v1/secrets', async (route) => {
    const answer = await route.fetch();
    const list = await answer.json();
    const { items } = list;
    Object.assign(items[0], { set: true, lastFour: 'env9', source: 'env', setIn: 'environment' });
    Object.assign(items[1], { problem: 'It is kept in the keychain, which cannot be used now.', stored: 'keychain' });
    await route.fulfill({ response: answer, json: list });
  });
  await openKeys(studio);
  const runpod = row(studio, 'RUNPOD_API_KEY');
  await expect(runpod).toContainText('env9');
  await expect(runpod).toContainText('Set in the environment, which wins over this page.');
  await expect(runpod).toContainText('Set outside');
  await expect(runpod.getByRole('button')).toHaveCount(0);
  await expect(row(studio, 'VIDEOS_API_KEY')).toContainText('cannot be used now');
});

test('keys are reached, entered and left by the keyboard alone', async ({ studio }) => {
  await openKeys(studio);
  await studio.getByRole('button', { name: 'Set the Gemini API key' }).focus();
  await studio.keyboard.press('Enter');
  await studio.keyboard.type(key);
  await studio.keyboard.press('Escape');
  await expect(studio.getByRole('button', { name: 'Set the Gemini API key' })).toBeFocused();
  await studio.keyboard.press('Enter');
  await expect(studio.getByLabel('New value of the Gemini API key')).toHaveValue('');
  await studio.keyboard.type(key);
  await studio.keyboard.press('Tab');
  await expect(studio.getByRole('button', { name: 'Save key' })).toBeFocused();
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('button', { name: 'Replace the Gemini API key' })).toBeFocused();
});

test('nothing for axe and nothing wider than the page, in both themes and on a phone', async ({ studio, api }) => {
  await api.call('putSecret', { params: { name: 'RUNPOD_API_KEY' }, body: { value: key } });
  await openKeys(studio);
  await studio.getByRole('button', { name: 'Set the OpenAI API key' }).click();
  await studio.getByRole('button', { name: 'Save key' }).click();
  await expect(studio.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await expect(studio.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const width of [1280, 390]) {
      await studio.setViewportSize({ width, height: 844 });
      expect(await allFaults(studio, '#keys'), `${colorScheme}, ${width} px`).toEqual([]);
      const widest = await studio.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(width);
    }
  }
});
