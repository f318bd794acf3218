import type { Page } from '@playwright/test';
import { card, expect, makeClip, openLibrary, test } from './support/library-test.ts';

function times(page: Page): Promise<number[]> {
  return page.evaluate(() => [...document.querySelectorAll('video')].map((video) => video.currentTime));
}

test('two clips run in one time, stop on one frame, and show what they differ in', async ({ studio, api, daemon }) => {
  const one = await makeClip(api, 'A red fox in snow', { seconds: 3, seed: 1 });
  const other = await makeClip(api, 'A blue whale', { seconds: 2, fps: 12, seed: 2 });
  await openLibrary(studio, daemon);
  await card(studio, one.name).getByRole('checkbox').click();
  await card(studio, other.name).getByRole('checkbox').click();
  await studio.keyboard.press('c');
  await expect(studio.getByRole('heading', { name: 'Compare' })).toBeVisible();
  await expect(studio.getByText('the shorter waits on its last frame')).toBeVisible();
  await expect(studio.getByRole('row', { name: /^Seed.*differs 1 2$/ })).toHaveAttribute('data-different', 'true');
  await expect(studio.getByRole('row', { name: /^Width/ })).toHaveAttribute('data-different', 'false');

  await studio.getByRole('button', { name: /^Play both/ }).click();
  await expect.poll(async () => (await times(studio))[0] ?? 0).toBeGreaterThan(0.5);
  const drifts: number[] = [];
  for (let look = 0; look < 10; look++) {
    const [left = 0, right = 0] = await times(studio);
    if (left < 1.8) drifts.push(Math.abs(left - right));
    await studio.evaluate(() => new Promise(requestAnimationFrame));
  }
  expect(drifts.length).toBeGreaterThan(3);
  expect(Math.max(...drifts), 'within a frame of the coarser clip').toBeLessThan(1 / 12);

  await studio.getByRole('button', { name: /^Pause both/ }).click();
  const slider = studio.getByRole('slider', { name: 'Place in both clips' });
  await slider.fill('16');
  await expect.poll(() => times(studio)).toEqual([expect.closeTo(16.5 / 16, 3), expect.closeTo(12.5 / 12, 3)]);
  await studio.getByRole('heading', { name: 'Compare' }).focus();
  await studio.keyboard.press('ArrowRight');
  await expect.poll(async () => (await times(studio))[0]).toBeCloseTo(17.5 / 16, 3);
  await slider.fill('40');
  await expect.poll(async () => (await times(studio))[1], 'its last frame').toBeCloseTo(23.5 / 12, 3);

  await studio.keyboard.press('w');
  const wipe = studio.getByRole('slider', { name: /wiped over/ });
  await wipe.fill('20');
  await expect(wipe).toHaveValue('20');
  await studio.getByRole('button', { name: 'Swap' }).click();
  await expect(studio).toHaveURL(new RegExp(`compare=${other.id},${one.id}`));
  await studio.keyboard.press('Escape');
  await expect(studio).toHaveURL(/\/library$/);
  await expect(studio.getByRole('heading', { name: 'Library' })).toBeFocused();
});

test('an address without two clips says so', async ({ studio, daemon }) => {
  await studio.goto(`${daemon.url}/library?compare=ast_1,ast_2`);
  await expect(studio.getByRole('heading', { name: 'These two cannot be compared' })).toBeVisible();
});
