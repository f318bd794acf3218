import type { ApiClient, Job } from '@videoexpress/job-schema';
import type { Locator, Page } from '@playwright/test';
import { allJobs, promptBox } from '../../support/generate-tools.ts';
import { expect } from './gpu-test.ts';

export const form = (page: Page): Locator => page.getByRole('form', { name: 'Generate' });

/** Chooses a model in the form's list. */
export async function chooseModel(page: Page, model: RegExp): Promise<void> {
  await form(page)
    .getByRole('button', { expanded: false })
    .filter({ hasText: /Sketch|Wan|CogVideoX/ })
    .click();
  await page.getByRole('list', { name: 'Engines and models' }).getByRole('button', { name: model }).click();
  await expect(page.getByRole('list', { name: 'Engines and models' })).toBeHidden();
}

/** A length that no chip offers. */
export async function chooseSeconds(page: Page, seconds: number): Promise<void> {
  await form(page).getByRole('spinbutton', { name: 'Length in seconds' }).fill(String(seconds));
}

/** Presses the button. The value is the job that it made. */
export async function generate(page: Page, api: ApiClient): Promise<Job> {
  const before = new Set((await allJobs(api)).map(({ id }) => id));
  await form(page)
    .getByRole('button', { name: /^Generate/ })
    .click();
  const made = async () => (await allJobs(api)).find(({ id }) => !before.has(id));
  await expect.poll(made).toBeDefined();
  const job = await made();
  if (job === undefined) throw new Error('No job was made');
  return job;
}

/** Writes a prompt for a short draft on one of RunPod's models. */
export async function fillDraft(page: Page, prompt: string, model: RegExp, seconds = 0.6): Promise<void> {
  await chooseModel(page, model);
  await promptBox(page).fill(prompt);
  await form(page).getByText('Draft', { exact: true }).click();
  await chooseSeconds(page, seconds);
}
