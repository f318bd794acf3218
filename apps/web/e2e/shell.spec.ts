import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

test('tabs change softly: the page stays, the focus goes to the heading, and nothing is missing', async ({
  studio: page,
}) => {
  const missing: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) missing.push(`${response.status()} ${response.url()}`);
  });
  const documents: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(request.url());
  });
  const tabs = page.getByRole('navigation', { name: 'Tabs' });
  await tabs.getByRole('link', { name: 'Library' }).click();
  await expect(page).toHaveURL(/\/library$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(tabs.getByRole('link', { name: 'Library' })).toHaveAttribute('aria-current', 'page');

  await page.keyboard.press('4');
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
  await page.goBack();
  await expect(page).toHaveURL(/\/library$/);
  await page.keyboard.press('1');
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeFocused();

  await page.keyboard.type('1 2 3 q ?');
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toHaveValue('1 2 3 q ?');
  expect(documents, 'no page was loaded anew').toEqual([]);
  expect(missing).toEqual([]);
});

test('every address opens as it stands', async ({ studio: page, daemon, api }) => {
  const id = await queueLongJob(api, 'Opened by its address');
  for (const address of ['/library', '/settings', '/queue', `/jobs/${id}`]) {
    const answer = await page.goto(daemon.url + address);
    expect(answer?.status(), address).toBe(200);
    await expect(page.getByRole('navigation', { name: 'Tabs' })).toBeVisible();
    await expect(page.getByRole('main')).not.toBeEmpty();
  }
});

test('in a low window a tab scrolls within itself, and the window around it does not', async ({
  studio: page,
  daemon,
}) => {
  await page.setViewportSize({ width: 1280, height: 420 });
  for (const [address, last] of [
    ['/social', page.getByRole('tab', { name: 'Drafts' })],
    ['/settings', page.locator('#about')],
    ['/settings/audit', page.getByRole('heading', { level: 1 })],
    ['/settings/crash-reports', page.getByRole('heading', { level: 1 })],
  ] as const) {
    await page.goto(daemon.url + address);
    await expect(last).toBeAttached();
    expect(await page.evaluate('document.scrollingElement.scrollHeight'), address).toBe(420);
  }
});

test('the skip link leads past the rail', async ({ studio: page }) => {
  await page.goto('about:blank');
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  const skip = page.getByRole('link', { name: 'Skip to the tab' });
  await skip.focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab');
});

test('the palette does, finds and goes, and gives the focus back', async ({ studio: page, api }) => {
  await queueLongJob(api, 'A heron over the reeds');
  await expect(jobRow(page, 'A heron')).toBeVisible();
  const prompt = page.getByRole('textbox', { name: 'Prompt' });
  await prompt.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find anything' });
  const input = palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await expect(palette.getByRole('option').first(), 'the first row is chosen').toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(prompt).toBeFocused();

  await page.keyboard.press('Control+k');
  await input.fill('heron');
  await expect(palette.getByRole('group', { name: 'Running' }).getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/jobs\/job_/);

  await page.keyboard.press('Control+k');
  await input.fill('sett');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/settings$/);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
});

test('the palette opens from the rail too, which names the key that it has', async ({ studio: page, api }) => {
  const find = page.getByRole('button', { name: 'Find anything' });
  await expect(find.locator('kbd')).toHaveText(['Ctrl', 'K']);
  await find.click();
  await expect(page.getByRole('dialog', { name: 'Find anything' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(find).toBeFocused();
  try {
    await api.call('patchSettings', { body: { shortcuts: { 'palette.open': 'Mod+P' } } });
    await expect(find.locator('kbd')).toHaveText(['Ctrl', 'P']);
  } finally {
    await api.call('patchSettings', { body: { shortcuts: { 'palette.open': false } } });
  }
});

test('the list of shortcuts holds the keys of the screen, as they are set', async ({ studio: page, api }) => {
  await api.call('patchSettings', { body: { shortcuts: { 'go.library': 'Shift+L', 'queue.toggle': null } } });
  try {
    await page.getByRole('heading', { name: 'Queue' }).click();
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(list.getByRole('searchbox')).toBeFocused();
    await expect(list).toContainText('Find anything');
    await expect(list).not.toContainText('Open or close the queue');
    await list.getByRole('searchbox').fill('library');
    await expect(list.getByRole('term')).toHaveText(['Library']);
    await expect(list.locator('kbd')).toHaveText(['Shift', 'L']);
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await page.keyboard.press('3');
    await page.keyboard.press('Shift+L');
    await expect(page).toHaveURL(/\/library$/);
  } finally {
    await api.call('patchSettings', { body: { shortcuts: { 'go.library': false, 'queue.toggle': false } } });
  }
});

test('a theme is kept with the settings, for every browser', async ({ studio: page, api }) => {
  const html = page.locator('html');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('theme light');
  await page.keyboard.press('Enter');
  await expect(html).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'light');
  await api.call('patchSettings', { body: { theme: 'dark' } });
  await expect(html, 'changed elsewhere').toHaveAttribute('data-theme', 'dark');
  await api.call('patchSettings', { body: { theme: 'system' } });
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(html).toHaveAttribute('data-theme', 'light');
});

test('a service that is down has a banner with its way out, until it is well again', async ({
  studio: page,
  daemon,
}) => {
  const down = { id: 'sketch', label: 'Sketch', status: 'down', latencyMs: null, detail: 'It cannot draw.', fix: null };
  let services: object[] = [down];
  await page.route('**/api/v1/health', async (route) => {
    const response = await route.fetch();
    const known: unknown = await response.json();
    await route.fulfill({ response, json: { ...Object(known), services } });
  });
  await page.goto(daemon.url);
  const banner = page.getByRole('alert').filter({ hasText: 'Sketch is down.' });
  await expect(banner).toContainText('It cannot draw.');
  await expect(page.getByRole('button', { name: 'Health: Sketch: down' })).toBeVisible();
  const [head, line] = await Promise.all(
    [page.getByRole('heading', { name: 'Generate' }), banner].map((each) => each.boundingBox()),
  );
  expect(line?.y, 'under the head').toBeGreaterThan(head?.y ?? 0);
  await banner.getByText('Details').click();
  await expect(banner.locator('pre')).toContainText('sketch: down');
  await banner.getByRole('link', { name: 'Show health' }).click();
  await expect(page).toHaveURL(/\/settings#health$/);
  services = [{ ...down, status: 'ok' }];
  await page.goto(daemon.url);
  await expect(page.getByRole('button', { name: 'Health: All well' })).toBeVisible();
  await expect(banner).toBeHidden();
});

test('someone new is told what this is, once', async ({ studio: page, api }) => {
  await api.call('patchSettings', { body: { welcomed: false } });
  const card = page.getByRole('region', { name: 'A studio of your own' });
  await expect(card).toContainText('no AI model');
  await card.getByRole('button', { name: 'Start' }).click();
  await expect(card).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Prompt' })).toBeFocused();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Queue' })).toBeVisible();
  await expect(card).toBeHidden();
});
