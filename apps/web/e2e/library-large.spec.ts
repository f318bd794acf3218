import { startTestDaemon, type TestDaemon } from './support/daemon.ts';
import { fillLibraryOf } from './support/fill-library.ts';
import { cards, expect, test as base } from './support/library-test.ts';

const rows = 100_000;
/** Of a hundred thousand, one in fifty lies in the trash. */
const listed = 98_000;

const test = base.extend<object, { readonly daemon: TestDaemon }>({
  daemon: [
    async ({ browserName: _ }, provide) => {
      const daemon = await startTestDaemon();
      await fillLibraryOf(daemon, rows);
      await provide(daemon);
      await daemon.remove();
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  emptyLibrary: async ({ browserName: _ }, provide) => provide(),
  // The made-up clips have no posters.
  meantFaults: /404|Failed to load resource/,
});

test('a hundred thousand assets: opened, jumped through, searched, with a page that stays small', {
  tag: '@long',
}, async ({ studio, daemon }) => {
  await studio.goto(`${daemon.url}/library`);
  await expect(studio.getByRole('main')).toContainText(`${listed.toLocaleString('en-US')} files`);
  const scroller = studio.locator('[data-scroller="library"]');
  const grid = studio.getByRole('grid', { name: 'Files' });
  const lines = Number(await grid.getAttribute('aria-rowcount'));
  const columns = Number(await grid.getAttribute('aria-colcount'));
  expect(lines).toBe(Math.ceil(listed / columns));

  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect(studio.locator(`[data-index="${listed - 1}"][data-asset]`)).toBeVisible();
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect(studio.locator(`[data-index="${listed / 2}"][data-asset]`)).toBeVisible();
  expect(await cards(studio).count()).toBeLessThan(80);
  expect(await studio.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(3000);

  const focused = (index: number) => studio.locator(`[data-index="${index}"]:has([data-stop]:focus)`);
  await cards(studio).first().getByRole('link').focus();
  await studio.keyboard.press('End');
  await expect(focused(listed - 1)).toBeVisible();
  await studio.keyboard.press('Home');
  await expect(focused(0)).toBeVisible();

  // A card that is read long after the focus came to its place has the focus all the same.
  const held = Promise.withResolvers<null>();
  await studio.route('**/api/v1/assets?*', async (route) => {
    await held.promise;
    await route.continue();
  });
  await studio.keyboard.press('PageDown');
  for (let pages = 0; pages < 40; pages++) await studio.keyboard.press('PageDown');
  const unread = studio.locator('[data-index]:focus');
  await expect(unread).toHaveAttribute('aria-busy', 'true');
  const reached = Number(await unread.getAttribute('data-index'));
  held.resolve(null);
  await expect(focused(reached)).toBeVisible();
  await studio.unroute('**/api/v1/assets?*');

  await studio.getByRole('searchbox').fill('静かな');
  await expect(studio.getByRole('main')).toContainText(/[\d,]+ of 98,000 files/);
  await expect(cards(studio).first()).toHaveAccessibleName(/静かな湖|Still/);
  await studio.getByRole('searchbox').fill('zebra');
  await expect(studio.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
});
