import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from '@playwright/test';
import { type ApiClient, routes } from '@videoexpress/job-schema';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

test.afterEach(async ({ api }) => {
  const back = {
    theme: 'system',
    trashDays: 7,
    historyDays: null,
    eventDays: 7,
    logDays: 30,
    quarantineDays: 30,
    upgradeCopyDays: 90,
    engines: { sketch: { clips_at_once: 1 } },
  } as const;
  await api.call('patchSettings', { body: back });
  const settings = await api.call('getSettings', {});
  const changed = settings.ok ? Object.keys(settings.value.body.shortcuts) : [];
  const shortcuts = Object.fromEntries(changed.map((id) => [id, false as const]));
  await api.call('patchSettings', { body: { shortcuts, notifications: { sound: false, desktop: false } } });
});

async function openSettings(page: Page, section = ''): Promise<void> {
  await page.goto(`/settings${section}`);
  await expect(page.getByRole('heading', { name: 'Sketch' })).toBeVisible();
}

async function settingsOf(api: ApiClient) {
  const answer = await api.call('getSettings', {});
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.body;
}

test.use({
  baseURL: async ({ daemon }, provide) => provide(daemon.url),
  // A refusal is an answer with such a status, and the browser notes each.
  meantFaults: /status of (400|503)/,
});

test('a light changes live when the database is held, with the way out, and again when it is well', async ({
  studio,
  daemon,
  api,
}) => {
  await openSettings(studio);
  const row = studio.locator('[data-service=database]');
  await expect(row).toContainText('Well.');
  await expect(studio.getByText(/Checked (just now|\d+ s ago)/)).toBeVisible();

  const other = new DatabaseSync(path.join(daemon.dataDir, 'data', 'videoexpress.db'));
  other.exec('BEGIN IMMEDIATE');
  await studio.getByRole('button', { name: 'Check again' }).click();
  await expect(row).toContainText('Degraded. Another program holds it just now.');
  await expect(row).toContainText('Close the program that has the database open.');
  other.exec('ROLLBACK');
  other.close();
  // No hand touches the page: someone else's look finds it well, and the stream tells.
  await api.call('getHealth', {});
  await expect(row).toContainText('Well.');
});

test('two sketches are drawn side by side once the engine may hold two, without a restart', async ({ studio, api }) => {
  await openSettings(studio);
  await queueLongJob(api, 'The first of two');
  await queueLongJob(api, 'The second of two');
  const field = studio.getByRole('spinbutton', { name: 'Clips at once' });
  await field.fill('9');
  await field.press('Enter');
  await expect(studio.getByRole('alert').filter({ hasText: 'Must be a whole number from 1 to 4.' })).toBeVisible();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveValue('9');
  await field.fill('2');
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expect
    .poll(async () => {
      const queue = await api.call('getQueue', {});
      return queue.ok ? queue.value.body.counts.running : 0;
    })
    .toBe(2);
  await studio.goto('/');
  await expect(jobRow(studio, 'The second of two')).toBeVisible();
  await openSettings(studio);
  await studio.getByRole('button', { name: 'Reset Clips at once' }).click();
  await expect(field).toHaveValue('1');
  await expect.poll(async () => (await settingsOf(api)).engines['sketch']).toEqual({ clips_at_once: 1 });
});

test('an engine is tried out for real, while the queue goes on', async ({ studio }) => {
  await openSettings(studio);
  await studio.getByRole('button', { name: 'Test Sketch' }).click();
  await expect(studio.getByText(/Works\. Drew a test clip of 16 frames and read it back to its end\./)).toBeVisible({
    timeout: 90_000,
  });
});

test('a theme holds over a reload and follows into a window that is open already', async ({ studio, context }) => {
  await openSettings(studio);
  const other = await context.newPage();
  await openSettings(other);
  await studio.locator('label', { hasText: 'Light' }).click();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(other.getByRole('radio', { name: 'Light' })).toBeChecked();
  await studio.reload();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'light');
  await other.locator('label', { hasText: 'System' }).click();
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'dark');
  await other.close();
});

test('a key is changed by pressing another, works over a reload, and names the command that has it', async ({
  studio,
}) => {
  await openSettings(studio, '#keyboard');
  const queueKey = studio.getByRole('button', { name: /^Open or close the queue: ?/ });
  await queueKey.click();
  await expect(studio.getByText('Press the new key, or Escape')).toBeVisible();
  await studio.keyboard.press('3');
  await expect(studio.getByText('3 is the key of “Go to Library”.')).toBeVisible();
  await studio.getByRole('button', { name: 'Cancel', exact: true }).click();
  await queueKey.click();
  await studio.keyboard.press('Shift+D');
  await expect(queueKey).toHaveAccessibleName(/: ?Shift ?D ?\. Change the key/);

  await studio.reload();
  await expect(queueKey).toHaveAccessibleName(/: ?Shift ?D ?\. Change the key/);
  const drawer = studio.getByRole('heading', { name: 'Queue' });
  const wasOpen = await drawer.isVisible();
  await studio.keyboard.press('q');
  await studio.keyboard.press('Shift+D');
  await expect(drawer).toBeVisible({ visible: !wasOpen });
  await studio.keyboard.press('Shift+D');
  await expect(drawer).toBeVisible({ visible: wasOpen });

  await studio.getByRole('button', { name: 'Reset the key of Open or close the queue' }).click();
  await expect(queueKey).toHaveAccessibleName(/: ?Q ?\. Change the key/);
});

test('every command of Generate and the Library can be given a key here', async ({ studio }) => {
  const found = new Set<string>();
  for (const address of ['/', '/library']) {
    await studio.goto(address);
    await expect(studio.getByRole('button', { name: 'Health: All well' })).toBeVisible();
    // In the prompt, a question mark is a question mark.
    await studio
      .locator(':focus')
      .evaluateAll((focused) => focused.forEach((each) => Reflect.get(each, 'blur')?.call(each)));
    await studio.keyboard.press('?');
    const dialog = studio.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(dialog.locator('dt').first()).toBeVisible();
    for (const label of await dialog.locator('dt').allTextContents()) found.add(label);
    await studio.keyboard.press('Escape');
  }
  await openSettings(studio, '#keyboard');
  const listed = await studio.locator('#keyboard li[data-command] > div > span').allTextContents();
  expect([...found].filter((label) => !listed.includes(label) && !listed.includes(`Go to ${label}`))).toEqual([]);
});

test('what the daemon refuses is said at its field, and what it takes can be undone', async ({ studio, api }) => {
  await openSettings(studio, '#storage');
  const field = studio.getByRole('spinbutton', { name: 'Keep the trash for' });
  await field.fill('900');
  await field.press('Enter');
  await expect(studio.getByRole('alert').filter({ hasText: 'Must be at most 365.' })).toBeVisible();
  expect((await settingsOf(api)).trashDays).toBe(7);
  await field.fill('30');
  await field.blur();
  await expect.poll(async () => (await settingsOf(api)).trashDays).toBe(30);
  await studio.getByRole('region', { name: 'Notes' }).getByRole('button', { name: /^Undo/ }).click();
  await expect(field).toHaveValue('7');
  await studio.getByRole('combobox', { name: 'Keep ended jobs' }).selectOption({ label: '30 days' });
  await expect.poll(async () => (await settingsOf(api)).historyDays).toBe(30);
});

test('how long logs, invalid files, upgrade copies and events are kept is set, and the backup command is copied', async ({
  studio,
  api,
}) => {
  await openSettings(studio, '#storage');
  const before = await settingsOf(api);
  for (const [label, name] of [
    ['Keep logs', 'logDays'],
    ['Keep invalid files', 'quarantineDays'],
    ['Keep upgrade copies', 'upgradeCopyDays'],
    ['Keep events', 'eventDays'],
  ] as const) {
    const field = studio.getByRole('spinbutton', { name: label });
    await expect(field).toHaveValue(String(before[name]));
    await field.fill('14');
    await field.press('Enter');
    await expect.poll(async () => (await settingsOf(api))[name]).toBe(14);
  }
  await expect(studio.getByText('videoexpress backup studio.zip --media')).toBeVisible();
  await expect(studio.getByRole('button', { name: 'Copy the backup command' })).toBeVisible();
  await expect(studio.getByRole('list', { name: 'Folders' })).toContainText('Files that were no valid video');
});

test('while the daemon refuses, what was shown at once goes back, and a note says why', async ({ studio }) => {
  await openSettings(studio);
  await studio.route(`**${routes.patchSettings.path}`, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({
          status: 503,
          json: { type: 'x', title: 'Busy', status: 503, code: 'database_busy', detail: 'The database is busy.' },
        })
      : route.fallback(),
  );
  const sound = studio.getByRole('switch', { name: 'Sound' });
  await sound.click();
  await expect(studio.getByText('The database is busy.')).toBeVisible();
  await expect(sound).not.toBeChecked();
});

test('desktop notifications are asked for on the switch, and a refusal is explained', async ({
  studio,
  context,
  api,
}) => {
  await openSettings(studio, '#notifications');
  const desktop = studio.getByRole('switch', { name: 'Desktop notification' });
  await desktop.click();
  await expect(studio.getByText(/blocks notifications|was not allowed to/)).toBeVisible();
  await expect(desktop).not.toBeChecked();
  await context.grantPermissions(['notifications']);
  await openSettings(studio, '#notifications');
  await desktop.click();
  await expect(desktop).toBeChecked();
  await expect.poll(async () => (await settingsOf(api)).notifications.desktop).toBe(true);
});

test('about names versions, licences with their texts, and lets out', async ({ studio }) => {
  await openSettings(studio, '#about');
  const about = studio.getByRole('region', { name: 'About' });
  await expect(about.getByText(/^\d+\.\d+\.\d+$/).first()).toBeVisible();
  await expect(about.getByText('Nothing is counted, and nothing reported to us.')).toBeVisible();
  await about.getByRole('button', { name: 'Licences' }).click();
  const dialog = studio.getByRole('dialog', { name: 'Licences' });
  await expect(dialog.getByText(/^\d+ packages and fonts/)).toBeVisible();
  await dialog.getByRole('searchbox').fill('geist');
  await dialog.getByText('geist', { exact: true }).click();
  await expect(dialog.getByText(/SIL Open Font License/i).first()).toBeVisible();
  await studio.keyboard.press('Escape');
  await expect(about.getByRole('button', { name: 'Licences' })).toBeFocused();
  await expect(
    studio
      .getByRole('listitem')
      .filter({ hasText: 'Logs' })
      .getByText(/bytes|kB|MB/),
  ).toBeVisible();
});

test('a section is reached by its address and by the keyboard alone', async ({ studio }) => {
  await openSettings(studio, '#about');
  await expect(studio.getByRole('heading', { name: 'About' })).toBeInViewport();
  await expect(studio.getByRole('link', { name: 'About' })).toHaveAttribute('aria-current', 'true');
  await studio.getByRole('link', { name: 'Appearance' }).focus();
  await studio.keyboard.press('Enter');
  await expect(studio.getByRole('heading', { name: 'Appearance' })).toBeInViewport();
  await studio.keyboard.press('Tab');
  await expect(studio.getByRole('radio', { name: 'System' })).toBeFocused();
  await studio.keyboard.press('ArrowRight');
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'dark');
  await studio.keyboard.press('ArrowRight');
  await expect(studio.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('nothing for axe and nothing wider than the page, in both themes and at three widths', { tag: '@long' }, async ({
  studio,
}) => {
  await openSettings(studio);
  await studio
    .locator('#keyboard details')
    .evaluateAll((groups) => groups.forEach((each) => each.setAttribute('open', '')));
  for (const colorScheme of ['dark', 'light'] as const) {
    await studio.emulateMedia({ colorScheme });
    await expect(studio.locator('html')).toHaveAttribute('data-theme', colorScheme);
    for (const width of [1600, 1280, 390]) {
      await studio.setViewportSize({ width, height: 844 });
      const { violations } = await new AxeBuilder({ page: studio }).include('main').analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      expect(found, `${colorScheme}, ${width} px`).toEqual([]);
      const widest = await studio.evaluate(() => document.documentElement.scrollWidth);
      expect(widest).toBeLessThanOrEqual(width);
    }
  }
});
