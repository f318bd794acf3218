import { type ApiClient, type Job, type JobId } from '@videoexpress/job-schema';
import { expect, type Locator, type Page } from '@playwright/test';

/** A short clip with this prompt, as a request. */
function requestFor(prompt: string) {
  const input = { prompt, width: 320, height: 192, num_frames: 24, fps: 24, seed: 7 };
  return { kind: 'text_to_video', input } as const;
}

/** Queues one short clip a prompt, in this order. Nothing runs while the queue is paused. */
export async function queueClips(api: ApiClient, prompts: readonly string[]): Promise<readonly JobId[]> {
  const made = await api.call('createJobs', { body: { jobs: prompts.map(requestFor) } });
  if (!made.ok) throw new Error(`The jobs could not be queued: ${JSON.stringify(made.error)}`);
  return made.value.body.items.map(({ id }) => id);
}

/** Every job that waits, in the order in which the daemon will give them out. */
export async function waitingJobs(api: ApiClient): Promise<readonly Job[]> {
  const listed = await api.call('listJobs', { query: { state: 'queued', limit: 200 } });
  if (!listed.ok) throw new Error(`The jobs could not be listed: ${JSON.stringify(listed.error)}`);
  return listed.value.body.items.toSorted(
    (a, b) => a.priority - b.priority || a.position - b.position || (a.id < b.id ? -1 : 1),
  );
}

/** The prompts of the waiting jobs in the daemon's order. */
export async function waitingPrompts(api: ApiClient): Promise<readonly string[]> {
  return (await waitingJobs(api)).map((job) => String(job.input['prompt']));
}

/** The rows of the waiting jobs. */
export function waitingRows(page: Page): Locator {
  return page.getByRole('list', { name: 'Waiting' }).getByRole('listitem');
}

/** Expects the page and the daemon to agree on this order. */
export async function expectOrder(page: Page, api: ApiClient, prompts: readonly string[]): Promise<void> {
  await expect(waitingRows(page)).toHaveText(prompts.map((prompt) => new RegExp(`^${prompt}`)));
  await expect.poll(() => waitingPrompts(api)).toEqual(prompts);
}

/** Opens the menu of a job, or of the queue, and chooses a line of it. */
export async function chooseInMenu(page: Page, menu: string, line: string): Promise<void> {
  await page.getByRole('button', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: line }).click();
}

/** The grip of a job's row. */
export function gripOf(page: Page, title: string): Locator {
  return page.getByRole('button', { name: new RegExp(`^Move ${title},`) });
}
