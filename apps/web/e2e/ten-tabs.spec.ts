import type { BrowserContext, Page, Request } from '@playwright/test';
import { startTestDaemon } from './support/daemon.ts';
import { expect, jobRow, queueLongJob, shownFraction, test } from './support/studio-test.ts';

/** Counts the streams that the tabs of this browser opened, and those that they have open now. */
function watchStreams(context: BrowserContext): { opened: () => number; now: () => number } {
  const open = new Set<Request>();
  let opened = 0;
  context.on('request', (request) => {
    if (!request.url().includes('/api/v1/events')) return;
    opened += 1;
    open.add(request);
  });
  context.on('requestfinished', (request) => open.delete(request));
  context.on('requestfailed', (request) => open.delete(request));
  const isThere = (request: Request) => !request.frame().page().isClosed();
  return { opened: () => opened, now: () => [...open].filter(isThere).length };
}

/** Keeps every state and every fraction that a tab shows of the job, in their order. */
async function recordJob(page: Page, id: string): Promise<void> {
  await page.evaluate((jobId) => {
    const seen: string[] = [];
    Reflect.set(window, 'seenOfJob', seen);
    const look = () => {
      const row = document.querySelector(`[data-job="${jobId}"]`);
      const words = `${row?.getAttribute('data-state') ?? ''} ${row?.querySelector('progress')?.getAttribute('value') ?? ''}`;
      if (seen.at(-1) !== words) seen.push(words);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  }, id);
}

async function recorded(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const seen: unknown = Reflect.get(window, 'seenOfJob');
    return Array.isArray(seen) ? seen.map(String) : [];
  });
}

async function openTabs(context: BrowserContext, url: string, count: number): Promise<Page[]> {
  const tabs: Page[] = [];
  for (let opened = 0; opened < count; opened++) {
    const page = await context.newPage();
    await page.goto(url);
    await expect(page.getByRole('button', { name: 'Health: All well' })).toBeVisible();
    tabs.push(page);
  }
  return tabs;
}

test('ten tabs share one stream and show the same job to its end, also when the one that reads it is closed', {
  tag: '@long',
}, async ({ context, page, daemon, api }) => {
  test.setTimeout(240_000);
  const streams = watchStreams(context);
  await page.goto(await daemon.loginLink());
  // The first tab leads, so that closing it leaves the others without a stream.
  await expect.poll(() => streams.opened()).toBe(1);
  const tabs = [page, ...(await openTabs(context, daemon.url, 9))];
  expect(streams.opened(), 'one stream for ten tabs').toBe(1);

  const id = await queueLongJob(api, 'Seen ten times', 24);
  for (const tab of tabs) await expect(jobRow(tab, 'Seen ten times')).toBeVisible();
  await Promise.all(tabs.map((tab) => recordJob(tab, id)));
  const others = tabs.slice(1);
  // Ten tabs draw beside the engine, so a small machine takes its time.
  const slowly = { intervals: [50], timeout: 120_000 };
  await expect.poll(() => shownFraction(jobRow(page, 'Seen ten times')), slowly).toBeGreaterThan(0.2);
  await page.close();

  for (const tab of others) {
    await expect(jobRow(tab, 'Seen ten times')).toHaveAttribute('data-state', 'succeeded', { timeout: 120_000 });
  }
  expect(streams.opened(), 'the next tab took over, once').toBe(2);
  expect(streams.now()).toBe(1);
  for (const seen of await Promise.all(others.map(recorded))) {
    const fractions = seen.map((words) => Number(words.split(' ')[1])).filter((fraction) => fraction > 0);
    expect(fractions.length, 'measured progress in every tab').toBeGreaterThan(3);
    expect(fractions, 'and never backwards').toEqual(fractions.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toMatch(/^succeeded/);
  }
});

test('tabs that only follow outlive a daemon that is killed and started again', { tag: '@long' }, async ({
  context,
  page,
}) => {
  test.setTimeout(120_000);
  const daemon = await startTestDaemon();
  try {
    const streams = watchStreams(context);
    await page.goto(await daemon.loginLink());
    const followers = await openTabs(context, daemon.url, 2);
    await queueLongJob(await daemon.api(), 'Killed while three looked on', 15);
    for (const tab of [page, ...followers]) {
      await expect(jobRow(tab, 'Killed while')).toHaveAttribute('data-state', 'running');
      await tab.evaluate(() => Reflect.set(window, 'sameDocument', true));
    }
    await daemon.kill();
    for (const tab of followers) await expect(tab.getByText('Reconnecting…')).toBeVisible();
    await daemon.start();
    for (const tab of followers) {
      await expect(tab.getByRole('button', { name: 'Health: All well' })).toBeVisible();
      await expect(jobRow(tab, 'Killed while')).toHaveAttribute('data-state', 'succeeded', { timeout: 60_000 });
      expect(await tab.evaluate(() => Reflect.get(window, 'sameDocument')), 'no reload').toBe(true);
    }
    expect(streams.now()).toBe(1);
  } finally {
    await daemon.remove();
  }
});
