import { type ApiClient } from '@videoexpress/job-schema';
import { type Page } from '@playwright/test';
import { expectOrder, gripOf, queueClips, waitingPrompts, waitingRows } from './support/queue-tools.ts';
import { expect, test } from './support/studio-test.ts';

const four = ['Apple', 'Birch', 'Cedar', 'Dune'];

test.beforeEach(async ({ api }) => {
  await api.call('pauseQueue', {});
});

async function dragOnto(page: Page, title: string, target: string): Promise<void> {
  const from = await gripOf(page, title).boundingBox();
  const to = await gripOf(page, target).boundingBox();
  if (from === null || to === null) throw new Error('A grip is not in sight');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2 + 8, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
  await page.mouse.up();
}

test('rows are dragged into another order, down and up', async ({ studio, api }) => {
  await queueClips(api, four);
  await expect(waitingRows(studio)).toHaveCount(4);
  await dragOnto(studio, 'Apple', 'Cedar');
  await expectOrder(studio, api, ['Birch', 'Cedar', 'Apple', 'Dune']);
  await dragOnto(studio, 'Dune', 'Birch');
  await expectOrder(studio, api, ['Dune', 'Birch', 'Cedar', 'Apple']);
});

test('a keyboard does the same, and says each place', async ({ studio, api }) => {
  await queueClips(api, four);
  await gripOf(studio, 'Birch').focus();
  await studio.keyboard.press('Space');
  const spoken = studio.locator('[aria-live]');
  await expect(spoken.filter({ hasText: 'Holding Birch at place 2 of 4.' })).toBeAttached();
  await studio.keyboard.press('ArrowDown');
  await expect(spoken.filter({ hasText: 'Birch: place 3 of 4.' })).toBeAttached();
  await studio.keyboard.press('Space');
  await expectOrder(studio, api, ['Apple', 'Cedar', 'Birch', 'Dune']);
  await expect(gripOf(studio, 'Birch')).toBeFocused();

  await studio.keyboard.press('Space');
  await studio.keyboard.press('ArrowUp');
  await studio.keyboard.press('Escape');
  await expectOrder(studio, api, ['Apple', 'Cedar', 'Birch', 'Dune']);
});

test('Alt with an arrow key moves the row that has the focus, as often as it is pressed', async ({ studio, api }) => {
  await queueClips(api, four);
  const row = waitingRows(studio).filter({ hasText: 'Dune' });
  await expect(gripOf(studio, 'Dune')).toBeVisible();
  await row.getByRole('link').focus();
  await studio.keyboard.press('Alt+ArrowUp');
  await studio.keyboard.press('Alt+ArrowUp');
  await studio.keyboard.press('Alt+ArrowUp');
  await studio.keyboard.press('Alt+ArrowUp');
  await expectOrder(studio, api, ['Dune', 'Apple', 'Birch', 'Cedar']);
  await expect(row.getByRole('link')).toBeFocused();
  await studio.keyboard.press('Alt+ArrowDown');
  await expectOrder(studio, api, ['Apple', 'Dune', 'Birch', 'Cedar']);
});

test('two windows that move jobs across each other end in one order', async ({ studio, api, context }) => {
  await queueClips(api, ['One', 'Two', 'Three', 'Four', 'Five', 'Six']);
  const other = await context.newPage();
  await other.goto(studio.url());
  const nudge = async (page: Page, title: string, key: string, times: number) => {
    await expect(gripOf(page, title)).toBeVisible();
    await waitingRows(page).filter({ hasText: title }).getByRole('link').focus();
    for (let press = 0; press < times; press++) await page.keyboard.press(key);
  };
  await expect(waitingRows(other)).toHaveCount(6);
  await Promise.all([nudge(studio, 'One', 'Alt+ArrowDown', 4), nudge(other, 'Six', 'Alt+ArrowUp', 4)]);
  await Promise.all([nudge(studio, 'Four', 'Alt+ArrowUp', 3), nudge(other, 'Three', 'Alt+ArrowDown', 3)]);
  await expectSame(studio, other, api);
});

async function expectSame(one: Page, other: Page, api: ApiClient): Promise<void> {
  const titles = async (page: Page) =>
    (await waitingRows(page).getByRole('link').allTextContents()).map((text) => text.trim());
  await expect
    .poll(async () => {
      const [first, second, daemon] = await Promise.all([titles(one), titles(other), waitingPrompts(api)]);
      return { isOne: String(first) === String(second) && String(first) === String(daemon), count: daemon.length };
    })
    .toEqual({ isOne: true, count: 6 });
  // It stays so: nothing that was on its way turns it round again.
  const settled = await waitingPrompts(api);
  await one.reload();
  await expect(waitingRows(one)).toHaveText(settled.map((prompt) => new RegExp(`^${prompt}`)));
}

test.describe('a move that is refused', () => {
  test.use({ meantFaults: /409/ });

  test('puts the row back and says why', async ({ studio, api }) => {
    const [first, second] = await queueClips(api, ['Ash', 'Beech', 'Clover']);
    if (first === undefined || second === undefined) throw new Error('No jobs');
    await expect(waitingRows(studio)).toHaveCount(3);
    // As if the job had started in the moment before the move reached the daemon.
    await studio.route(`**/api/v1/jobs/${second}/move`, (route) =>
      route.fulfill({
        status: 409,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'urn:videoexpress:problem:invalid_state',
          title: 'Not in this state',
          status: 409,
          code: 'invalid_state',
          detail: 'The job is running; it can no longer be moved.',
        }),
      }),
    );
    await expect(gripOf(studio, 'Beech')).toBeVisible();
    await waitingRows(studio).filter({ hasText: 'Beech' }).getByRole('link').focus();
    await studio.keyboard.press('Alt+ArrowUp');
    await expect(studio.getByText('It was not moved. The job is running; it can no longer be moved.')).toBeVisible();
    await expectOrder(studio, api, ['Ash', 'Beech', 'Clover']);
  });
});
