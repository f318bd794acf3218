import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { type ApiClient, isEndState } from '@videoexpress/job-schema';
import { startTestDaemon, type TestDaemon } from './daemon.ts';
import { watchForFaults } from './page-faults.ts';

interface TestFixtures {
  /** A page that is logged in and shows the studio. At its end it must have had no fault. */
  readonly studio: Page;
  readonly api: ApiClient;
  /** Faults that the test means to cause. */
  readonly meantFaults: RegExp | null;
  /** Leaves no job for the next test. */
  readonly quietQueue: void;
}

interface WorkerFixtures {
  readonly daemon: TestDaemon;
}

/** Tests of the studio in a real browser, on a real daemon. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  daemon: [
    async ({ browserName: _ }, provide) => {
      const daemon = await startTestDaemon();
      await provide(daemon);
      await daemon.remove();
    },
    { scope: 'worker' },
  ],
  api: async ({ daemon }, provide) => provide(await daemon.api()),
  meantFaults: [null, { option: true }],
  quietQueue: [
    async ({ api }, provide) => {
      await provide();
      await removeAllJobs(api);
    },
    { auto: true },
  ],
  studio: async ({ page, daemon, meantFaults }, provide) => {
    const faults = await watchForFaults(page, daemon.url);
    await page.goto(await daemon.loginLink());
    await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
    await provide(page);
    expect(faults.all().filter((fault) => meantFaults?.test(fault) !== true)).toEqual([]);
  },
});

/** Cancels what is on its way, forgets every job, and lets the queue run again. */
async function removeAllJobs(api: ApiClient): Promise<void> {
  await api.call('resumeQueue', {});
  await expect
    .poll(async () => {
      const listed = await api.call('listJobs', { query: { limit: 200 } });
      if (!listed.ok) return listed.error;
      for (const { id, state } of listed.value.body.items) {
        if (!isEndState(state)) await api.call('cancelJob', { params: { id } });
        // Refused for a moment while the engine puts a cancelled job away; the next round finds it again.
        await api.call('deleteJob', { params: { id } });
      }
      return listed.value.body.items.length;
    })
    .toBe(0);
}

/** Queues a clip that takes some seconds, so that something can happen in the middle of it. */
export async function queueLongJob(api: ApiClient, prompt: string, seconds = 24): Promise<string> {
  const input = { prompt, width: 832, height: 480, num_frames: seconds * 24, fps: 24, seed: 7 };
  const made = await api.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  return made.value.body.id;
}

/** The row of the job whose prompt begins so. */
export function jobRow(page: Page, title: string): Locator {
  return page.getByRole('complementary', { name: 'Queue' }).getByRole('listitem').filter({ hasText: title });
}

/** The fraction that a job's bar shows; -1 while it shows none. */
export async function shownFraction(row: Locator): Promise<number> {
  const value = await row
    .locator('progress')
    .getAttribute('value', { timeout: 1000 })
    .catch(() => null);
  return value === null ? -1 : Number(value);
}

export { expect };
