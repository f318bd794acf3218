import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { seriousFaults } from './support/axe.ts';
import { freePort } from './support/daemon.ts';
import { queueOn } from './support/spend-test.ts';
import { expect, test } from './support/studio-test.ts';

test.use({ baseURL: async ({ daemon }, provide) => provide(daemon.url) });

test.afterEach(async ({ api }) => {
  await api.call('patchSettings', { body: { engines: { 'own-gpu': { listen: '' } } } });
});

test('a worker of one’s own is let in, shown with its machine and card, and with the job that it renders', async ({
  studio,
  api,
  daemon,
}) => {
  await studio.goto('/settings#engines');
  const card = studio.locator('[data-engine=own-gpu]');
  await expect(card).toContainText('Nothing listens for workers.');
  await expect(card.getByRole('button', { name: 'Let workers in' })).toBeVisible();
  // The usual address may be taken on the machine of a test.
  const address = `127.0.0.1:${await freePort()}`;
  await card.getByRole('textbox', { name: 'Address for workers' }).fill(address);
  await studio.keyboard.press('Enter');
  await expect(card).toContainText(`Workers come in at ${address}.`);
  await expect(card).toContainText('videoexpress worker start');
  await expect(card).toContainText('videoexpress worker token');

  // The wire protocol of RunPod's SDK, as far as it takes to hold one job.
  const token = (await readFile(path.join(daemon.dataDir, 'state', 'worker-token'), 'utf8')).trim();
  const left = new AbortController();
  const about = new URLSearchParams({ gpu: 'RTX 4090', machine: 'attic', version: '0.1.0', schema: '1' });
  const taken = fetch(`http://${address}/v2/own-gpu/job-take/attic-1?${about.toString()}&job_in_progress=0`, {
    headers: { authorization: token },
    signal: left.signal,
  });
  const worker = card.getByRole('list', { name: 'Workers of your own' }).getByRole('listitem');
  await expect(worker).toContainText(/attic.*RTX 4090/);
  await expect(worker).toContainText('Waits for work.');
  await card.getByRole('button', { name: 'Test Own GPU' }).click();
  await expect(card.getByText('Works.')).toBeVisible();

  const id = await queueOn(api, 'own-gpu', 'A fox in the attic');
  expect((await taken).status).toBe(200);
  await expect(worker).toContainText('Rendering A fox in the attic: Starting');
  expect(await seriousFaults(studio, '#engines')).toEqual([]);
  await worker.getByRole('link', { name: 'A fox in the attic' }).click();
  await expect(studio).toHaveURL(new RegExp(`/jobs/${id}$`));
  left.abort();
});
