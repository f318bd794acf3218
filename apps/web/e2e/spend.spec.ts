import { type Page } from '@playwright/test';
import { seriousFaults } from './support/axe.ts';
import { patch, queueOn, test, untilState } from './support/spend-test.ts';
import { expect, jobRow } from './support/studio-test.ts';

test.use({ baseURL: async ({ daemon }, provide) => provide(daemon.url) });

const rail = (page: Page) => page.getByRole('link', { name: /^Spent this month/ });

test('a paid render says what it has cost while it runs and when it is done, in its row, its facts, the rail and the costs', async ({
  studio,
  api,
  runpod,
}) => {
  await expect(rail(studio)).toHaveCount(0);
  await runpod.control({ command: 'next_behaviour', behaviour: { holdAt: 'denoise' } });
  const id = await queueOn(api, 'runpod', 'A lighthouse at dusk');
  const row = jobRow(studio, 'A lighthouse at dusk');
  // At $0.0024 a second.
  await expect(row).toContainText(/<\$0\.01 so far/);
  await expect(row).toContainText(/began after 0:\d\d/);
  await expect(row).toContainText(/~\$0\.01 so far/);
  await row.getByRole('link').click();
  const clip = studio.getByRole('region', { name: 'Clip' });
  await expect(clip.getByText(/~\$0\.0\d so far/).first()).toBeVisible();
  await runpod.control({ command: 'let_go' });
  const ended = await untilState(api, id, 'succeeded');
  const cents = `$${(ended.cost?.actualUsd ?? 0).toFixed(2)}`;
  await expect(row).toContainText(`${cents}, `);
  await expect(clip.getByText(new RegExp(`^\\${cents}(, .* expected)?$`))).toBeVisible();
  await expect(clip.getByText('From click to running')).toBeVisible();
  await expect(rail(studio)).toContainText(cents);

  // What such a clip cost is what the next one is expected to, on the button and in the list of models.
  await rail(studio).click();
  await expect(studio).toHaveURL(/\/settings#costs$/);
  const month = studio.getByRole('list', { name: /^Costs of .* by engine$/ });
  await expect(month).toContainText(/RunPod\s*1 render/);
  await expect(month).toContainText(cents);
  expect(await seriousFaults(studio, '#costs')).toEqual([]);
});

test('a budget is set in Settings, holds a paid job and says so, and one button leads back to it', async ({
  studio,
  api,
}) => {
  await studio.goto('/settings#costs');
  const field = studio.getByRole('textbox', { name: 'Monthly budget' });
  await field.fill('twenty');
  await field.press('Enter');
  await expect(studio.getByRole('alert').filter({ hasText: '“twenty” is no amount. Write dollars' })).toBeVisible();
  await field.fill('0');
  await field.press('Enter');
  await expect(studio.getByText(/^Paid engines wait once this month would cost more than/)).toBeVisible();
  await expect(rail(studio)).toHaveAccessibleName(/The budget is used up: paid engines wait/);

  await studio.goto('/');
  const id = await queueOn(api, 'runpod', 'A pine forest');
  const banner = studio.getByRole('status').filter({ hasText: 'RunPod waits' });
  await expect(banner).toContainText(/of this month’s budget of \$0 /);
  expect((await untilState(api, id, 'queued')).submissions).toBe(0);
  await jobRow(studio, 'A pine forest').getByRole('link').click();
  await expect(studio.getByRole('region', { name: 'Clip' })).toContainText('Waits for the budget');
  await banner.getByRole('link', { name: 'Change the budget' }).click();
  await expect(field).toBeFocused();
  await expect(studio.locator('#costs')).toContainText('RunPod waits');
  // Beside the other tabs the queue is a strip, which says it too.
  await expect(studio.getByRole('img', { name: /^RunPod waits/ })).toBeVisible();
  // From within Settings, the way leads to the field as well.
  await studio.getByRole('button', { name: 'Open the queue (Q)' }).click();
  await studio.getByRole('heading', { name: 'Settings' }).click();
  await banner.getByRole('link', { name: 'Change the budget' }).click();
  await expect(field).toBeFocused();

  await field.fill('');
  await field.press('Enter');
  await expect(field).toHaveAttribute('placeholder', 'no limit');
  await untilState(api, id, 'succeeded');
  await expect(banner).toHaveCount(0);
});

test('a submission whose answer was lost is shown as a possible double charge, in the row and in the facts', async ({
  studio,
  api,
  runpod,
}) => {
  const fault = { kind: 'reset', accepted: true };
  await runpod.control({ command: 'add_fault', rule: { route: 'run', fault, times: 1 } });
  const id = await queueOn(api, 'runpod', 'A tram in the rain');
  const row = jobRow(studio, 'A tram in the rain');
  await expect(row).toContainText('Possibly charged twice');
  await untilState(api, id, 'succeeded');
  await expect(row).toContainText('Possibly charged twice');
  await row.getByRole('link').click();
  const clip = studio.getByRole('region', { name: 'Clip' });
  await expect(clip).toContainText('The answer of RunPod to a submission was lost, so it was sent once more.');
  await expect(clip.getByRole('list', { name: 'Attempts' })).toContainText(/Attempt 1: sent 2 times, <?\$0\.0/);
  expect(await seriousFaults(studio, 'aside')).toEqual([]);
});

test('the list of models says what each would cost and take', async ({ studio, api }) => {
  await untilState(api, await queueOn(api, 'runpod', 'A first one'), 'succeeded');
  await studio
    .getByRole('form', { name: 'Generate' })
    .getByRole('button', { name: /Sketch/ })
    .click();
  const list = studio.getByRole('list', { name: 'Engines and models' });
  await expect(list.getByRole('listitem').filter({ hasText: 'Own GPU' }).first()).toContainText('free');
  await expect(list.getByRole('listitem').filter({ hasText: 'RunPod' }).first()).toContainText(/\$0\.\d\d/);
});

test('the workers of RunPod are shown by number, with what keeping one warm costs and how long a clip waits for one', async ({
  studio,
  api,
}) => {
  await patch(api, { engines: { runpod: { gpu: 'auto' } } });
  await untilState(api, await queueOn(api, 'runpod', 'It woke a worker'), 'succeeded');
  await studio.goto('/settings#engines');
  const card = studio.locator('[data-engine=runpod]');
  await expect(card.getByLabel('Workers', { exact: true })).toContainText(/0\s*running|running\s*0/);
  await expect(card.getByLabel('Workers', { exact: true })).toContainText(/1\s*idle|idle\s*1/);
  await expect(card).toContainText('Keeping one warm would cost about $1.12 an hour, $26.78 a day, on RTX 4090.');
  await expect(card).toContainText(/From click to running: usually 0:\d\d, by/);
  await card.getByRole('button', { name: 'Test RunPod' }).click();
  await expect(card.getByText('Works.')).toBeVisible();
  expect(await seriousFaults(studio, '#engines')).toEqual([]);
});
