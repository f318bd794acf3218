import { gzipSync } from 'node:zlib';
import { expect, test } from './support/studio-test.ts';

const mostScriptBytes = 230_000;

/** The scripts that a page names: those it needs before it is alive. A browser of today skips the `nomodule` one. */
function scriptsOf(html: string): readonly string[] {
  const forToday = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, '');
  return [...new Set([...forToday.matchAll(/\/_next\/static\/[^"'\\]+\.js/g)].map(([path]) => path))];
}

for (const address of ['/', '/library', '/settings', '/jobs/job_1', '/assets/asset_1']) {
  test(`${address} needs at most 230 kB of gzipped script`, async ({ request, daemon }) => {
    const html = await (await request.get(daemon.url + address)).text();
    const sizes = await Promise.all(
      scriptsOf(html).map(async (path) => {
        const body = await (await request.get(daemon.url + path)).body();
        return gzipSync(body, { level: 9 }).length;
      }),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    test.info().annotations.push({ type: 'gzipped script', description: `${total} bytes` });
    expect(sizes.length).toBeGreaterThan(5);
    expect(total).toBeLessThanOrEqual(mostScriptBytes);
  });
}

test('an empty studio fetches no more than that, and what it does not show stays away', async ({ page, daemon }) => {
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.goto(await daemon.loginLink());
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: 'gzipped script', description: `${total} bytes` });
  expect(total).toBeLessThanOrEqual(mostScriptBytes);
});
