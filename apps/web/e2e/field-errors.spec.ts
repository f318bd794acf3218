import { expect, test } from './support/studio-test.ts';

test.use({ meantFaults: /status of 400/ });

test('a prompt that is too long is refused at the prompt, and nothing is lost', async ({ studio: page }) => {
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.fill('🦊'.repeat(2001));
  await expect(page.locator('#prompt-count')).toHaveText('2,001 of 2,000 characters');
  await page.getByRole('button', { name: 'Generate' }).click();
  await expect(page.locator('#prompt-error')).toContainText('longer than 2000 characters');
  await expect(prompt).toHaveValue('🦊'.repeat(2001));
  await prompt.fill('Shorter');
  await expect(page.locator('#prompt-error')).toBeEmpty();
});

test('an empty prompt asks for words instead of a request', async ({ studio }) => {
  await studio.getByRole('button', { name: 'Generate' }).click();
  await expect(studio.getByRole('textbox', { name: 'Prompt' })).toBeFocused();
  await expect(studio.locator('#prompt-error')).toContainText('Say what the clip should show');
});
