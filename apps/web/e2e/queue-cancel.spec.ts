import { chooseInMenu, expectOrder, queueClips, waitingPrompts, waitingRows } from './support/queue-tools.ts';
import { expect, jobRow, queueLongJob, test } from './support/studio-test.ts';

const three = ['Apple', 'Birch', 'Cedar'];

test('all but one are cancelled, and queued again in their order', async ({ studio, api }) => {
  await api.call('pauseQueue', {});
  await queueClips(api, [...three, 'Dune']);
  await waitingRows(studio).filter({ hasText: 'Birch' }).hover();
  await chooseInMenu(studio, 'More for Birch', 'Cancel all but this');
  await expectOrder(studio, api, ['Birch']);
  await expect(studio.getByText('3 jobs cancelled.')).toBeVisible();
  await studio.getByRole('button', { name: 'Queue them again' }).click();
  await expectOrder(studio, api, ['Birch', 'Apple', 'Cedar', 'Dune']);
});

test('what waits is cancelled while what runs goes on', async ({ studio, api }) => {
  await queueLongJob(api, 'It goes on');
  await expect(jobRow(studio, 'It goes on')).toHaveAttribute('data-state', 'running');
  await queueClips(api, three);
  await expect(waitingRows(studio)).toHaveCount(3);
  await chooseInMenu(studio, 'More for the queue', 'Cancel all waiting');
  await expect(waitingRows(studio)).toHaveCount(0);
  await expect(jobRow(studio, 'It goes on')).toHaveAttribute('data-state', 'running');
  await studio.keyboard.press('Control+z');
  await expect.poll(() => waitingPrompts(api)).toEqual(three);
});

test('one is cancelled, and queued again from the note', async ({ studio, api }) => {
  await api.call('pauseQueue', {});
  await queueClips(api, three);
  await studio.getByRole('button', { name: 'Cancel Birch' }).click();
  await expect(studio.getByText('Cancelled.', { exact: true })).toBeVisible();
  await expectOrder(studio, api, ['Apple', 'Cedar']);
  await studio.getByRole('button', { name: 'Queue again' }).click();
  await expectOrder(studio, api, ['Apple', 'Cedar', 'Birch']);
});

test('a pause says what it means, and a resume ends it', async ({ studio, api }) => {
  await queueLongJob(api, 'It goes on');
  await expect(jobRow(studio, 'It goes on')).toHaveAttribute('data-state', 'running');
  await queueClips(api, ['It waits']);
  await studio.getByRole('button', { name: 'Pause the queue' }).click();
  await expect(studio.getByText('The queue is paused. What runs goes on.')).toBeVisible();
  await studio.getByRole('button', { name: 'Cancel It goes on' }).click();
  await expect(jobRow(studio, 'It goes on')).toHaveAttribute('data-state', 'cancelled');
  await expect(jobRow(studio, 'It waits')).toHaveAttribute('data-state', 'queued');
  await studio.getByRole('button', { name: 'Resume' }).click();
  await expect(jobRow(studio, 'It waits')).toHaveAttribute('data-state', 'succeeded', { timeout: 90_000 });
});

test('ended jobs leave the list and come back with Undo; without it the daemon forgets them', async ({
  studio,
  api,
}) => {
  await api.call('pauseQueue', {});
  for (const id of await queueClips(api, three)) await api.call('cancelJob', { params: { id } });
  const finished = studio.getByRole('list', { name: 'Finished' }).getByRole('listitem');
  await expect(finished).toHaveCount(3);
  await chooseInMenu(studio, 'More for the queue', 'Clear finished');
  await expect(studio.getByText('3 taken off the list.')).toBeVisible();
  await expect(finished).toHaveCount(0);
  await studio.getByRole('button', { name: 'Undo' }).click();
  await expect(finished).toHaveCount(3);

  await finished.filter({ hasText: 'Birch' }).hover();
  await studio.getByRole('button', { name: 'Take Birch off the list' }).click();
  await expect(finished).toHaveCount(2);
  await studio.getByRole('button', { name: 'Dismiss' }).click();
  await expect
    .poll(async () => {
      const listed = await api.call('listJobs', { query: { limit: 50 } });
      return listed.ok ? listed.value.body.items.length : -1;
    })
    .toBe(2);
  await expect(finished).toHaveCount(2);
});
