import type { Page } from '@playwright/test';
import { allFaults, seriousFaults } from './support/axe.ts';
import { addPicture, card, cards, expect, makeClip, openLibrary, test } from './support/library-test.ts';

const widths = [1280, 390] as const;

async function expectWell(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      expect(await seriousFaults(page), `${screen}, ${colorScheme}, ${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), screen).toBeLessThanOrEqual(width);
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

test('nothing serious for axe on any screen of the library, in both themes', { tag: '@long' }, async ({
  studio,
  api,
  daemon,
}) => {
  test.setTimeout(180_000);
  await openLibrary(studio, daemon);
  await expect(studio.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  await expectWell(studio, 'empty');

  const one = await makeClip(api, 'A red fox in snow');
  const other = await makeClip(api, 'قطة على السطح', { seed: 9 });
  const lost = await addPicture(api, 'To be deleted');
  await expect(cards(studio)).toHaveCount(3);
  await expectWell(studio, 'grid');
  await card(studio, one.name).getByRole('checkbox').click();
  await card(studio, other.name).getByRole('checkbox').click();
  await expectWell(studio, 'selection');
  await studio.getByRole('button', { name: 'Date' }).click();
  await expect(studio.getByRole('menu')).toBeVisible();
  expect(await allFaults(studio, '[role=menu]')).toEqual([]);
  await studio.keyboard.press('Escape');

  await studio.goto(`${daemon.url}/assets/${one.id}`);
  await expect(studio.getByRole('row', { name: /^Seed/ })).toBeVisible();
  await expectWell(studio, 'detail');
  await studio.goto(`${daemon.url}/library?compare=${one.id},${other.id}`);
  await expect(studio.getByRole('toolbar', { name: 'Both clips' })).toBeVisible();
  await expectWell(studio, 'compare');

  await api.call('deleteAsset', { params: { id: lost.id } });
  await openLibrary(studio, daemon, '?view=trash');
  await expect(cards(studio)).toHaveCount(1);
  await expectWell(studio, 'trash');
  await studio.getByRole('button', { name: 'Empty trash' }).click();
  await expect(studio.getByRole('alertdialog')).toBeVisible();
  await expectWell(studio, 'question');
});
