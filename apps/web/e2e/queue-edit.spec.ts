import { chooseInMenu, expectOrder, queueClips, waitingJobs, waitingRows } from './support/queue-tools.ts';
import { expect, jobRow, test } from './support/studio-test.ts';

test.beforeEach(async ({ api }) => {
  await api.call('pauseQueue', {});
});

test('a waiting job is changed in its place, and the focus goes back to its row', async ({ studio, api }) => {
  await queueClips(api, ['Apple', 'Birch', 'Cedar']);
  await waitingRows(studio).filter({ hasText: 'Birch' }).hover();
  await chooseInMenu(studio, 'More for Birch', 'Edit');
  const form = studio.getByRole('dialog', { name: 'Edit' });
  await expect(form.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Birch');
  await form.getByRole('textbox', { name: 'Prompt' }).fill('Blackthorn in bloom');
  await form.getByRole('spinbutton', { name: 'Length in seconds' }).fill('2');
  await expect(form.getByText('48 frames = 2.00 s')).toBeVisible();
  await form.getByRole('spinbutton', { name: 'Seed' }).fill('99');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expectOrder(studio, api, ['Apple', 'Blackthorn in bloom', 'Cedar']);
  expect((await waitingJobs(api))[1]?.input).toMatchObject({ num_frames: 48, fps: 24, seed: 99 });
  await expect(jobRow(studio, 'Blackthorn').getByRole('link')).toBeFocused();
});

test('two windows change different things of one job, and both changes stay', async ({ studio, api, context }) => {
  await queueClips(api, ['Apple']);
  const other = await context.newPage();
  await other.goto(studio.url());
  for (const page of [studio, other]) {
    await waitingRows(page).first().hover();
    await chooseInMenu(page, 'More for Apple', 'Edit');
  }
  // Named by its dialog: the form of Generate behind it has a prompt too, and is there before the dialog is loaded.
  const form = studio.getByRole('dialog', { name: 'Edit' });
  await form.getByRole('textbox', { name: 'Prompt' }).fill('Quince');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(other.locator('[data-job]', { hasText: 'Quince' })).toBeAttached();
  await other.getByRole('dialog').getByRole('spinbutton', { name: 'Seed' }).fill('4321');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect.poll(async () => (await waitingJobs(api))[0]?.input).toMatchObject({ prompt: 'Quince', seed: 4321 });
});

test.describe('what the daemon finds wrong', () => {
  test.use({ meantFaults: /400/ });

  test('is said at its field, and nothing is lost', async ({ studio, api }) => {
    await queueClips(api, ['Apple']);
    await waitingRows(studio).first().hover();
    await chooseInMenu(studio, 'More for Apple', 'Edit');
    const form = studio.getByRole('dialog', { name: 'Edit' });
    const prompt = form.getByRole('textbox', { name: 'Prompt' });
    await prompt.fill('  ');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(form.getByText('The prompt is empty. Say what the clip should show.')).toBeVisible();
    await expect(prompt).toHaveAttribute('aria-invalid', 'true');
    await prompt.fill('Apricot');
    await form.getByRole('button', { name: 'Save' }).click();
    await expectOrder(studio, api, ['Apricot']);
  });
});

test('a job that starts while its form is open cannot be changed, and what was typed becomes a new job', async ({
  studio,
  api,
}) => {
  await queueClips(api, ['Apple']);
  await waitingRows(studio).first().hover();
  await chooseInMenu(studio, 'More for Apple', 'Edit');
  const form = studio.getByRole('dialog', { name: 'Edit' });
  await form.getByRole('textbox', { name: 'Prompt' }).fill('Apricot');
  await api.call('resumeQueue', {});
  await expect(form.getByText(/This job no longer waits, so it cannot be changed/)).toBeVisible();
  await expect(form.getByRole('textbox', { name: 'Prompt' })).toHaveValue('Apricot');
  await form.getByRole('button', { name: 'Queue as a new job' }).click();
  await expect(form).toBeHidden();
  await expect(jobRow(studio, 'Apricot')).toHaveCount(1);
  await expect(jobRow(studio, 'Apple')).toHaveAttribute('data-state', 'succeeded', { timeout: 90_000 });
});
