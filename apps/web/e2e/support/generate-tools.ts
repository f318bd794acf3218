import { expect, type Locator, type Page } from '@playwright/test';
import type { ApiClient, Asset, Job } from '@videoexpress/job-schema';

/** The box for the prompt. */
export function promptBox(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Prompt', exact: true });
}

/** The smallest and shortest clip that the chips of the form offer. */
export async function chooseSmallest(page: Page): Promise<void> {
  await page.getByText('3 s', { exact: true }).click();
  await page.getByText('Draft', { exact: true }).click();
}

/** Every job, the newest first. */
export async function allJobs(api: ApiClient): Promise<readonly Job[]> {
  const listed = await api.call('listJobs', { query: { limit: 200 } });
  if (!listed.ok) throw new Error(`The jobs could not be listed: ${JSON.stringify(listed.error)}`);
  return listed.value.body.items;
}

/** Every asset of a type, the newest first. */
export async function allAssets(api: ApiClient, type: 'image' | 'video'): Promise<readonly Asset[]> {
  const listed = await api.call('listAssets', { query: { type, limit: 200 } });
  if (!listed.ok) throw new Error(`The assets could not be listed: ${JSON.stringify(listed.error)}`);
  return listed.value.body.items;
}

/** Queues a small clip and waits until it is there. The value is its job. */
export async function madeClip(api: ApiClient, prompt: string, parts: Record<string, unknown> = {}): Promise<Job> {
  const input = { prompt, width: 320, height: 192, num_frames: 48, fps: 24, seed: 7, ...parts };
  const made = await api.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  let job = made.value.body;
  await expect
    .poll(
      async () => {
        const answer = await api.call('getJob', { params: { id: job.id } });
        if (answer.ok) job = answer.value.body;
        return job.state;
      },
      { timeout: 90_000 },
    )
    .toBe('succeeded');
  return job;
}

/** Opens a part of the form that is folded. */
export async function unfold(page: Page, label: 'More' | 'Batch'): Promise<void> {
  const form = page.getByRole('form', { name: 'Generate' });
  const folds = form.getByRole('button', { name: new RegExp(`^${label}( |$)`), expanded: false });
  await folds.click();
}
