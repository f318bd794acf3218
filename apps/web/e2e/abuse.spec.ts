import { createHash } from 'node:crypto';
import { type BrowserContext, chromium } from '@playwright/test';
import type { ApiClient } from '@videoexpress/job-schema';
import type { TestDaemon } from './support/daemon.ts';
import { type ForeignSite, startForeignSite } from './support/foreign-site.ts';
import { attackFromPage, type Loot } from './support/page-attacks.ts';
import { expect, test } from './support/studio-test.ts';

let site: ForeignSite;
test.beforeEach(async () => {
  site = await startForeignSite();
});
test.afterEach(() => site.close());

/** What a person has made, as one fingerprint. */
async function stateOf(api: ApiClient): Promise<string> {
  const [jobs, assets, projects, queue, settings] = await Promise.all([
    api.call('listJobs', {}),
    api.call('listAssets', {}),
    api.call('listProjects', {}),
    api.call('getQueue', {}),
    api.call('getSettings', {}),
  ]);
  const bodies = [jobs, assets, projects, queue, settings].map((each) => (each.ok ? each.value.body : each.error));
  return createHash('sha256').update(JSON.stringify(bodies)).digest('hex');
}

const stolen = (loot: Loot) => Object.entries(loot).filter(([, what]) => what !== 'nothing' && what !== 'silence');

/** Lets the browser in, so that its cookie is there to be abused. */
async function logIn(context: BrowserContext, daemon: TestDaemon): Promise<void> {
  const page = await context.newPage();
  await page.goto(await daemon.loginLink());
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await page.close();
}

test('pages on other ports and of other names read nothing and change nothing, however they ask', async ({
  context,
  daemon,
  api,
}) => {
  await logIn(context, daemon);
  const before = await stateOf(api);
  const port = new URL(daemon.url).port;
  for (const origin of [`http://localhost:${site.port}`, `http://127.0.0.1:${site.port}`])
    for (const target of [daemon.url, `http://127.0.0.1:${port}`]) {
      const page = await context.newPage();
      await page.goto(`${origin}/`);
      const loot = await page.evaluate(attackFromPage, target);
      expect(Object.keys(loot).length).toBeGreaterThan(60);
      expect(stolen(loot)).toEqual([]);
      await page.close();
    }
  expect(await stateOf(api)).toBe(before);
});

test('forms of others change nothing, whatever they send and wherever their answer goes', async ({
  context,
  daemon,
  api,
}) => {
  await logIn(context, daemon);
  const before = await stateOf(api);
  const forms = ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data'].flatMap((type) =>
    ['/api/v1/queue/pause', '/api/v1/jobs', '/api/v1/logout'].map((path) => ({ type, path })),
  );
  for (const { type, path } of forms) {
    const page = await context.newPage();
    await page.goto(`http://localhost:${site.port}/`);
    const sent = page.waitForResponse((response) => response.url() === daemon.url + path);
    await page.evaluate(
      ({ action, enctype }) => {
        const form = document.createElement('form');
        Object.assign(form, { action, enctype, method: 'post' });
        const field = document.createElement('input');
        field.name = '{"kind":"text_to_video","input":{"prompt":"x"},"a":"';
        field.value = '"}';
        form.append(field);
        document.body.append(form);
        form.submit();
      },
      { action: daemon.url + path, enctype: type },
    );
    expect([path, type, (await sent).status()]).toEqual([path, type, 403]);
    await page.close();
  }
  expect(await stateOf(api)).toBe(before);
});

test('a window that others open is out of their reach, and a link to a page of the studio works', async ({
  context,
  daemon,
}) => {
  await logIn(context, daemon);
  const page = await context.newPage();
  await page.goto(`http://localhost:${site.port}/`);
  const opened = context.waitForEvent('page');
  await page.evaluate((target) => {
    Reflect.set(window, 'theirs', window.open(target, 'theirs'));
  }, `${daemon.url}/`);
  const theirs = await opened;
  await expect(theirs.getByRole('heading', { name: 'Queue' })).toBeVisible();
  const reach = await page.evaluate(() => {
    const handle = Reflect.get(window, 'theirs');
    return { closed: Object(handle).closed, frames: Object(handle).length };
  });
  // Cut off by Cross-Origin-Opener-Policy: to its opener it looks closed, and it has no opener.
  expect(reach).toEqual({ closed: true, frames: 0 });
  expect(await theirs.evaluate(() => window.opener)).toBeNull();
});

test('a name that was made to point here is a stranger’s', async ({ daemon, api }) => {
  const before = await stateOf(api);
  const { launchOptions } = test.info().project.use;
  const rebound = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  });
  try {
    // The page of the attacker came before its name was turned round, so the policy of our answers is not its own.
    const page = await rebound.newPage({ bypassCSP: true });
    const port = new URL(daemon.url).port;
    const first = await page.goto(`http://evil.example:${port}/`);
    expect(first?.status()).toBe(403);
    const own = await page.evaluate(async () => {
      const paths = ['/', '/api/v1/jobs', '/healthz', '/login?code=x'];
      const asked = paths.flatMap((path) => ['GET', 'POST'].map((method) => fetch(path, { method })));
      return (await Promise.all(asked)).map(({ status }) => status);
    });
    expect(new Set(own)).toEqual(new Set([403]));
    const loot = stolen(await page.evaluate(attackFromPage, daemon.url));
    expect(loot.filter(([, what]) => !what.startsWith('read 403'))).toEqual([]);
  } finally {
    await rebound.close();
  }
  expect(await stateOf(api)).toBe(before);
});
