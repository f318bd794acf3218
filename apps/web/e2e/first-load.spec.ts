import { gzipSync } from 'node:zlib';
import { expect, test } from './support/studio-test.ts';

const mostScriptBytes = 230_000;

test('the first load brings at most 230 kB of gzipped script', async ({ page, daemon }) => {
  const scripts: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body());
  });
  await page.goto(await daemon.loginLink());
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  const sizes = (await Promise.all(scripts)).map((body) => gzipSync(body, { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: 'gzipped script', description: `${total} bytes` });
  expect(sizes.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(mostScriptBytes);
});
