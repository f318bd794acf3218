import { openaiError } from '@videoexpress/cloud-clients/testing';
import { allFaults } from './support/axe.ts';
import { expect, test } from './support/captions-test.ts';

test.use({ baseURL: async ({ daemon }, provide) => provide(daemon.url) });

test('the audit log shows who did what by days, live, by kind, with the keyboard and on a phone', async ({
  studio,
  api,
}) => {
  await studio.goto('/settings#audit');
  await studio.getByRole('link', { name: 'Show the log' }).press('Enter');
  await expect(studio.getByRole('heading', { name: 'Audit log' })).toBeVisible();
  const today = studio.getByRole('region', { name: 'Today' });
  await expect(today.getByText('A browser was let in')).toBeVisible();

  // What happens elsewhere comes by itself.
  await api.call('putSecret', { params: { name: 'OPENAI_API_KEY' }, body: { value: 'sk-canary-0123456789WXYZ' } });
  await api.call('patchSettings', { body: { trashDays: 8 } });
  const key = today.locator('[data-action=secret_set]');
  await expect(key).toContainText('OPENAI_API_KEY');
  await expect(key).toContainText('by the command line or a program');
  await expect(today.locator('li').first()).toContainText('trashDays');
  await expect(studio.getByText('WXYZ')).toHaveCount(0);

  await studio.getByLabel('Show').focus();
  await studio.keyboard.press('k');
  await expect(studio.getByLabel('Show')).toHaveValue('keys');
  await expect(today.locator('li')).toHaveCount(1);
  await studio.getByLabel('Show').selectOption('publications');
  await expect(studio.getByText('Nothing of this kind yet.')).toBeVisible();
  await studio.getByLabel('Show').selectOption('all');
  await expect(key).toBeVisible();
  for (const width of [1280, 390]) {
    await studio.setViewportSize({ width, height: 800 });
    expect(await allFaults(studio, 'main')).toEqual([]);
    const wide = await studio.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wide).toBe(0);
  }
});

test('a key for suggestions is tried out, a model is chosen, and a refused key says what to do', async ({
  studio,
  api,
  providers,
}) => {
  await api.call('putSecret', { params: { name: 'OPENAI_API_KEY' }, body: { value: 'sk-canary-0123456789WXYZ' } });
  await studio.goto('/settings#suggestions');
  const section = studio.getByRole('region', { name: 'Suggestions' });
  const tryOut = section.getByRole('button', { name: 'Test OpenAI' });
  await expect(section.getByRole('button', { name: 'Test Gemini' })).toBeDisabled();
  await tryOut.click();
  await expect(section.getByText('Works.')).toBeVisible();
  expect(providers.requests.map(({ path }) => path)).toEqual(['/v1/models']);

  const model = section.getByLabel('Model of OpenAI');
  await model.fill('not a model!');
  await model.press('Enter');
  await expect(section.getByText('Give the name of a model, as the provider lists it.')).toBeVisible();
  await model.fill('gpt-0');
  await model.press('Enter');
  await expect(section.getByText('Give the name of a model')).toHaveCount(0);
  await tryOut.click();
  await expect(section.getByText('OpenAI has no model “gpt-0” for this key.').first()).toBeVisible();
  providers.answerNext(openaiError(401, 'invalid_api_key', 'Incorrect API key provided: sk-canary-0123456789WXYZ'));
  await tryOut.click();
  await expect(section.getByText('OpenAI does not take the key.').first()).toBeVisible();
  await expect(studio.getByText('WXYZ')).toHaveCount(1);
  expect(await allFaults(studio, '#suggestions')).toEqual([]);
  await api.call('patchSettings', { body: { captions: { openaiModel: 'gpt-5.4-mini' } } });
});
