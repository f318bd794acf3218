import type { Page } from '@playwright/test';
import { type SentryIngest, startSentryIngest } from '@videoexpress/cloud-clients/testing';
import { allFaults } from './support/axe.ts';
import { expect, test } from './support/studio-test.ts';

const canary = 'cnry5c1e77ab';
const words = `“a fox ${canary}” in /home/${canary}/fox.mp4: Bearer ${canary}, https://x.example/?token=${canary}`;

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  // They throw because they are told to; and React says where.
  meantFaults: new RegExp(`${canary}|An error occurred in`),
});

let ingest: SentryIngest;
test.beforeEach(async () => {
  ingest = await startSentryIngest();
});
test.afterEach(async ({ api }) => {
  await api.call('deleteSecret', { params: { name: 'SENTRY_DSN' } });
  await api.call('patchSettings', { body: { crashReports: true } });
  await ingest.stop();
});

/** Throws in the page, as a bug in a handler would. */
async function throwInPage(page: Page, name: string): Promise<void> {
  await page.evaluate(
    ([said, kind]) => {
      setTimeout(() => {
        throw Object.assign(new TypeError(said), { name: kind, prompt: said });
      });
    },
    [words, name] as const,
  );
}

/** Lets every date fail to be written, so that a part of the page cannot be shown. */
async function breakDates(page: Page): Promise<void> {
  await page.evaluate((said) => {
    const fail = function (): never {
      throw new RangeError(said);
    };
    Object.defineProperty(Intl, 'DateTimeFormat', { value: fail });
  }, words);
}

/** Addresses of scripts that have Sentry's SDK in them, of those that the page has fetched. */
function watchForSdk(page: Page): () => Promise<readonly string[]> {
  const fetched: Promise<string | null>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    fetched.push(response.text().then((text) => (text.includes('sentry_key') ? response.url() : null)));
  });
  return async () => (await Promise.all(fetched)).filter((url) => url !== null);
}

test('a crash of the page is reported while that is on, with nothing of what it says', async ({ studio, api }) => {
  const sdk = watchForSdk(studio);
  await api.call('putSecret', { params: { name: 'SENTRY_DSN' }, body: { value: ingest.dsn } });
  await expect.poll(sdk).toHaveLength(1);
  await throwInPage(studio, 'TypeError');
  const [event] = await ingest.untilEvents(1);
  expect(event).toMatchObject({
    platform: 'javascript',
    tags: { part: 'page', where: 'An error of the window' },
    contexts: { runtime: { name: 'Chrome' } },
    exception: { values: [{ type: 'TypeError', mechanism: { type: 'generic' } }] },
  });

  await api.call('patchSettings', { body: { crashReports: false } });
  await expect(studio.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await studio.goto('/settings#crash-reports');
  await expect(studio.locator('p[data-service=sentry]')).toContainText('Switched off');
  await throwInPage(studio, 'OffError');
  await studio.getByRole('switch', { name: 'Report crashes' }).click();
  await expect(studio.locator('p[data-service=sentry]')).toContainText('Configured');
  await expect
    .poll(async () => {
      await throwInPage(studio, 'OnError');
      return ingest.events().length;
    })
    .toBeGreaterThan(1);
  const types = ingest.events().map((each) => JSON.stringify(each['exception']).match(/"type":"(\w+)"/)?.[1]);
  expect(types).not.toContain('OffError');
  expect(types).toContain('OnError');
  expect(ingest.everything()).not.toContain(canary);
});

test('a part of the page that cannot be shown is reported too', async ({ studio, api }) => {
  const sdk = watchForSdk(studio);
  await api.call('putSecret', { params: { name: 'SENTRY_DSN' }, body: { value: ingest.dsn } });
  await expect.poll(sdk).toHaveLength(1);
  await breakDates(studio);
  await studio.getByRole('link', { name: 'Settings' }).first().click();
  await expect(studio.getByRole('heading', { name: 'This part of the studio could not be fetched' })).toBeVisible();
  const [event] = await ingest.untilEvents(1);
  expect(event).toMatchObject({ tags: { part: 'page', where: 'A part of the page' } });
  expect(JSON.stringify(event)).toContain('_next/static/chunks/');
  expect(ingest.everything()).not.toContain(canary);
});

test('without a DSN nothing of Sentry is loaded, and nothing is sent', async ({ page, daemon }) => {
  const sdk = watchForSdk(page);
  const posted: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/crash-reports')) posted.push(request.url());
  });
  await page.goto(await daemon.loginLink());
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await throwInPage(page, 'TypeError');
  await page.waitForLoadState('networkidle');
  expect(await sdk()).toEqual([]);
  expect(posted).toEqual([]);
  expect(ingest.envelopes).toEqual([]);
});

test('a page says exactly what is sent, by an example, and tries it out', async ({ studio, api }) => {
  await studio.goto('/settings#crash-reports');
  await studio.getByRole('link', { name: 'What is sent' }).click();
  await expect(studio).toHaveURL(/\/settings\/crash-reports$/);
  await expect(studio.getByRole('heading', { name: 'Crash reports', level: 1 })).toBeVisible();
  await expect(studio.locator('pre')).toContainText('"type": "MadeUpCrash"');
  await expect(studio.locator('pre')).not.toContainText('fox');
  await studio.getByRole('button', { name: 'Send a test report' }).click();
  await expect(studio.getByText('Not sent.')).toBeVisible();
  await api.call('putSecret', { params: { name: 'SENTRY_DSN' }, body: { value: ingest.dsn } });
  await expect(studio.getByRole('region', { name: 'Now' })).toContainText('Configured. Crashes are reported to 127');
  await studio.getByRole('button', { name: 'Send a test report' }).click();
  await expect(studio.getByText('Sent.', { exact: true })).toBeVisible();
  expect(ingest.events()).toMatchObject([{ tags: { where: 'A test report' } }]);
  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await expect(studio.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const width of [1280, 390]) {
      await studio.setViewportSize({ width, height: 844 });
      expect(await allFaults(studio, '#tab'), `${colorScheme}, ${width} px`).toEqual([]);
      expect(await studio.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const folder = process.env['VIDEOEXPRESS_SHOTS'];
      if (folder !== undefined) await studio.screenshot({ path: `${folder}/crash-page-${colorScheme}-${width}.png` });
    }
  }
  await studio.getByRole('link', { name: 'Back to Settings' }).click();
  await expect(studio.getByRole('switch', { name: 'Report crashes' })).toBeVisible();
});

test('a DSN that is none is refused at its field', async ({ studio, api }) => {
  const refused = await api.call('putSecret', {
    params: { name: 'SENTRY_DSN' },
    body: { value: 'https://example.org' },
  });
  expect(refused).toMatchObject({
    ok: false,
    error: { problem: { code: 'invalid_input', errors: [{ path: 'value' }] } },
  });
  await expect(studio.getByRole('heading', { name: 'Queue' })).toBeVisible();
});
