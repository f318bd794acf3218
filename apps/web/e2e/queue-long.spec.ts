import { queueClips, waitingRows } from './support/queue-tools.ts';
import { expect, test } from './support/studio-test.ts';

const many = Array.from({ length: 200 }, (_, index) => `Clip ${String(index + 1).padStart(3, '0')}`);

test('five hundred waiting jobs are counted, reached and moved, and only those in sight are drawn', {
  tag: '@long',
}, async ({ studio, api }) => {
  await api.call('pauseQueue', {});
  await queueClips(api, many);
  await queueClips(api, many);
  await queueClips(api, many.slice(0, 100));
  await studio.reload();
  await expect(studio.getByText('500 waiting')).toBeVisible();
  await expect(waitingRows(studio).first()).toHaveAttribute('aria-setsize', '500');
  expect(await waitingRows(studio).count()).toBeLessThan(40);

  const first = waitingRows(studio).first().getByRole('link');
  await first.focus();
  await studio.keyboard.press('Alt+ArrowDown');
  await expect(waitingRows(studio).nth(1)).toContainText('Clip 001');

  await waitingRows(studio).first().hover();
  await studio.mouse.wheel(0, 500 * 60);
  await expect(waitingRows(studio).last()).toHaveAttribute('aria-posinset', '500');
  expect(await waitingRows(studio).count()).toBeLessThan(40);
  const last = waitingRows(studio).last();
  await last.hover();
  await last.getByRole('button', { name: /^More for/ }).click();
  await studio.getByRole('menuitem', { name: 'Move to the front' }).click();
  await expect
    .poll(async () => {
      const listed = await api.call('listJobs', { query: { state: 'queued', limit: 200 } });
      if (!listed.ok) return null;
      const [front] = listed.value.body.items.toSorted((a, b) => a.position - b.position);
      return front?.input['prompt'];
    })
    .toBe('Clip 100');
  await api.call('cancelJobs', { body: { except: [] } });
});
