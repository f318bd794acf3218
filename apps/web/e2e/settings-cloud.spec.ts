import type { Page } from '@playwright/test';
import { type Cloud, type CloudElsewhere, routes } from '@videoexpress/job-schema';
import { seriousFaults } from './support/axe.ts';
import { expect, test } from './support/studio-test.ts';

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  // A refusal is an answer with such a status, and the browser notes each.
  meantFaults: /status of (400|409)/,
});

const cloud: Cloud = {
  configured: true,
  projectUrl: 'https://abcdefgh.supabase.co',
  signedInAs: null,
  bypassesRules: false,
  state: 'needs_login',
  detail: 'Nobody is signed in, so nothing is copied.',
  fix: 'Sign in under Settings, Cloud.',
  changesBehind: null,
  oldestBehindAt: null,
  lastCopiedAt: null,
  retryAt: null,
  machine: { id: 'mch_1', name: 'Studio Mac' },
  others: [],
  recoveryKeyShown: false,
};
const hour = 60 * 60_000;
const behind: Partial<Cloud> = {
  signedInAs: 'ada@example.com',
  state: 'waiting',
  detail: 'abcdefgh.supabase.co cannot be reached.',
  fix: null,
  changesBehind: 412,
  oldestBehindAt: new Date(Date.now() - 3 * hour - 60_000).toISOString(),
  lastCopiedAt: new Date(Date.now() - 3 * hour).toISOString(),
  others: [{ id: 'mch_2', name: 'Travel laptop', lastSeenAt: new Date(Date.now() - 26 * hour).toISOString() }],
};
const elsewhere: CloudElsewhere = {
  machine: { id: 'mch_2', name: 'Travel laptop', lastSeenAt: null },
  jobs: [
    {
      id: 'job_1',
      kind: 'text_to_video',
      state: 'succeeded',
      prompt: 'Low tide at dawn',
      createdAt: '2026-01-02T00:00:00.000Z',
    },
  ],
  assets: [
    {
      id: 'ast_1',
      type: 'video',
      name: 'Low tide',
      bytes: 9,
      remoteUrl: 'https://r2.example/a.mp4',
      createdAt: '2026-01-02T00:00:00.000Z',
    },
  ],
};
const key = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789-ABCD-EFGH-JKMN-PQRS-TVWX-YZ01';

/** The page sees the copy as it is answered here; the daemon of these tests has no project. */
async function openCloud(page: Page, facts: Partial<Cloud>): Promise<{ set(next: Partial<Cloud>): void }> {
  let current = { ...cloud, ...facts };
  await page.route(`**${routes.getCloud.path}`, (route) => route.fulfill({ json: current }));
  await page.goto('/settings#cloud');
  await expect(section(page)).toContainText('Copy in Supabase');
  return { set: (next) => void (current = { ...current, ...next }) };
}

const section = (page: Page) => page.locator('section#cloud');

test('without a project it says what it is for', async ({ studio }) => {
  await studio.goto('/settings#cloud');
  await expect(section(studio)).toContainText('a lost computer does not take them along');
});

test('a code by e-mail, or a password, signs in; a wrong one is named at its field', async ({ studio }) => {
  const page = await openCloud(studio, {});
  const wrong = { type: 'x', title: 'x', status: 400, code: 'invalid_input', detail: 'The code is wrong or too old.' };
  await studio.route(`**${routes.cloudSignIn.path}`, (route) => route.fulfill({ json: { codeSent: true, cloud } }));
  await studio.getByLabel('E-mail address').fill('ada@example.com');
  await studio.getByLabel('E-mail address').press('Enter');
  const code = studio.getByLabel('Code from the e-mail to ada@example.com');
  await studio.route(`**${routes.cloudVerify.path}`, (route) =>
    route.fulfill({ status: 400, json: { ...wrong, errors: [{ path: 'code', message: wrong.detail }] } }),
  );
  await code.fill('000000');
  await code.press('Enter');
  await expect(section(studio).getByRole('alert').filter({ hasText: 'wrong or too old' })).toBeVisible();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  page.set({ ...behind, state: 'up_to_date', changesBehind: 0, oldestBehindAt: null, detail: 'Everything is copied.' });
  await studio.route(`**${routes.cloudVerify.path}`, (route) =>
    route.fulfill({ json: { ...cloud, ...behind, state: 'up_to_date', changesBehind: 0, oldestBehindAt: null } }),
  );
  await code.fill('123456');
  await code.press('Enter');
  await expect(section(studio)).toContainText('Signed in as ada@example.com');
  await expect(section(studio)).toContainText('Up to date');
});

test('the lag, the recovery key and another computer are shown; the key leaves the page again', async ({ studio }) => {
  await openCloud(studio, behind);
  await expect(section(studio)).toContainText('412 changes behind, the oldest 3 h');
  await studio.route(`**${routes.cloudRecoveryKey.path}`, (route) => route.fulfill({ json: { key } }));
  await section(studio).getByRole('button', { name: 'Show it' }).press('Enter');
  await expect(section(studio).getByRole('status', { name: 'Recovery key' })).toHaveText(key);
  await section(studio).getByRole('button', { name: 'I have it' }).click();
  await expect.poll(() => studio.content()).not.toContain(key);
  await studio.route('**/api/v1/cloud/elsewhere?*', (route) => route.fulfill({ json: elsewhere }));
  await section(studio).getByRole('button', { name: 'Show what is on Travel laptop' }).press('Enter');
  await expect(section(studio)).toContainText('Low tide at dawn');
  await expect(section(studio)).toContainText('On Travel laptop. Only that computer changes it.');
  await expect(section(studio).getByRole('link', { name: 'Low tide' })).toHaveAttribute(
    'href',
    elsewhere.assets[0]?.remoteUrl ?? '',
  );
});

for (const scheme of ['dark', 'light'] as const) {
  for (const width of [1280, 390]) {
    test(`it can be read and reached: ${scheme}, ${width} px`, async ({ studio }) => {
      await studio.emulateMedia({ colorScheme: scheme });
      await studio.setViewportSize({ width, height: 900 });
      await openCloud(studio, { ...behind, bypassesRules: true });
      await studio.route('**/api/v1/cloud/elsewhere?*', (route) => route.fulfill({ json: elsewhere }));
      await section(studio).getByRole('button', { name: 'Show what is on Travel laptop' }).click();
      await expect(section(studio)).toContainText('Low tide at dawn');
      expect(await seriousFaults(studio, '#cloud')).toEqual([]);
      const shots = process.env['VIDEOEXPRESS_SHOTS'];
      if (shots !== undefined) await section(studio).screenshot({ path: `${shots}/cloud-${scheme}-${width}.png` });
    });
  }
}
