import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ApiClient } from '@videoexpress/job-schema';
import type { Page } from '@playwright/test';
import { makeClip, varied } from './support/clips.ts';
import type { TestDaemon } from './support/daemon.ts';
import { dropFiles, holdFilesOver } from './support/dropped-files.ts';
import { pngPicture } from './support/pictures.ts';
import { expect, test } from './support/studio-test.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Files being added' });
const row = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name });
const uploadsOf = ({ dataDir }: TestDaemon) => readdir(path.join(dataDir, 'data', 'uploads'));

const uploadButton = (page: Page) => page.getByRole('button', { name: 'Upload' }).first();

/** How long a check may take on a busy machine. */
const checked = { timeout: 90_000 };

async function goToLibrary(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Library' }).first().click();
  await expect(uploadButton(page)).toBeVisible();
}

async function namesInLibrary(api: ApiClient): Promise<readonly string[]> {
  const listed = await api.call('listAssets', { query: { limit: 200 } });
  return listed.ok ? listed.value.body.items.map(({ name }) => name) : [];
}

/** Chooses files by their paths, so that the browser itself reads them from the disk. */
async function choose(page: Page, paths: readonly string[]): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await uploadButton(page).click();
  await (await choosing).setFiles([...paths]);
}

test.describe('many files at once', () => {
  test.use({ meantFaults: /status of 400/ });

  test('fifty are dropped: the good ones are all there, each bad one says why', { tag: '@long' }, async ({
    studio,
    api,
  }) => {
    // Each is checked in a process of its own, which a busy machine takes its time for.
    test.setTimeout(320_000);
    const clip = await makeClip(api, 'A lighthouse in the rain');
    const pictures = Array.from({ length: 37 }, (_, index) => ({
      name: `picture ${index + 1}.png`,
      content: pngPicture(64 + index, 48),
    }));
    const scripts = ['静かな湖.mp4', 'שלום עולם.mp4', 'صورة جميلة.mp4', 'नमस्ते 👩‍🚀.mp4'].map((name) => ({
      name,
      content: varied(clip, name),
    }));
    const again = ['once more.png', 'and again.png'].map((name) => ({ name, content: pngPicture(64, 48) }));
    const bad = [
      { name: 'page.mp4', content: Buffer.from('<!doctype html><p>Not found'), reason: 'It is a web page' },
      { name: 'empty.png', content: Buffer.alloc(0), reason: 'The file is empty.' },
      { name: 'notes.txt', content: Buffer.from('milk, eggs'), reason: 'It is neither a picture' },
      { name: 'cut.png', content: pngPicture(64, 48).subarray(0, 90), reason: 'The picture is damaged' },
      { name: 'cut.mp4', content: clip.subarray(0, clip.length - 200), reason: 'The file ends in the middle' },
      { name: 'list.mp4', content: Buffer.from('#EXTM3U\n/etc/passwd\n'), reason: 'It is a playlist' },
      { name: 'old.avi', content: Buffer.from('RIFF\0\0\0\0AVI LIST'), reason: 'It is an AVI file' },
    ];
    const files = [...pictures, ...scripts, ...again, ...bad];
    expect(files).toHaveLength(50);

    await goToLibrary(studio);
    const letGo = await holdFilesOver(studio, files);
    await expect(studio.getByText(/Drop files to add them/)).toBeVisible();
    await letGo();
    await expect(studio.getByText(/Drop files to add them/)).toBeHidden();
    await expect(panel(studio).getByText('43 of 50 added, 7 not')).toBeVisible({ timeout: 250_000 });
    for (const { name, reason } of bad) await expect(row(studio, name)).toContainText(reason);
    await expect(row(studio, 'once more.png')).toContainText('Was there already');

    const names = await namesInLibrary(api);
    for (const { name } of [...pictures, ...scripts]) expect(names).toContain(name);
    for (const { name } of [...again, ...bad]) expect(names).not.toContain(name);
    await expect(studio.getByText('שלום עולם.mp4').first()).toBeVisible();
  });
});

test('a clip that a studio made says what made it, and goes in once', async ({ studio, api }) => {
  const clip = varied(await makeClip(api, 'A fox under the aurora'), 'from a friend');
  await goToLibrary(studio);
  await dropFiles(studio, [{ name: 'from a friend.mp4', content: clip }]);
  await expect(row(studio, 'from a friend.mp4')).toContainText('Added', checked);
  const listed = await api.call('listAssets', { query: { limit: 10, q: 'friend' } });
  const asset = listed.ok ? listed.value.body.items[0] : undefined;
  expect(asset?.origin).toMatchObject({
    kind: 'text_to_video',
    engine: 'sketch',
    prompt: 'A fox under the aurora',
    seed: 7,
  });

  if (asset === undefined) return;
  const { id } = asset;
  await api.call('deleteAsset', { params: { id } });
  await dropFiles(studio, [{ name: 'another name.mp4', content: clip }]);
  await expect(row(studio, 'another name.mp4')).toContainText('Was there already', checked);
  const back = await api.call('getAsset', { params: { id } });
  expect(back.ok && back.value.body.deletedAt === undefined, 'it is out of the trash again').toBe(true);
});

test('a file that is dropped where none is taken does not take the page away', async ({ studio }) => {
  await studio.getByRole('link', { name: 'Settings' }).first().click();
  await expect(studio).toHaveURL(/\/settings/);
  const isLeft = await studio.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'fox.mp4'));
    return document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  expect(isLeft, 'the browser would open the file').toBe(false);
});

test.describe('a large file', () => {
  test.use({ meantFaults: /ERR_|status of/ });

  test('that is cut in the middle says so, and leaves nothing', async ({ studio, api, daemon }) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'videoexpress-large-'));
    const [large, small] = [path.join(folder, 'holiday.mp4'), path.join(folder, 'small.mp4')];
    const clip = await makeClip(api, 'Waves on a beach');
    await writeFile(small, varied(clip, 'small'));
    // All but the head is a hole, which takes no room on the disk.
    await writeFile(large, clip);
    await truncate(large, 2_000_000_000);
    await goToLibrary(studio);
    await choose(studio, [large]);
    await expect(row(studio, 'holiday.mp4')).toContainText(/Sending · ([3-9]|\d\d) %/);
    await daemon.kill();
    await expect(row(studio, 'holiday.mp4')).toContainText(/Cut off at \d+ %\. Nothing was kept\./);
    expect((await uploadsOf(daemon)).length, 'a kill leaves what had come in').toBe(1);

    await daemon.start();
    expect(await uploadsOf(daemon), 'the next start removes it').toEqual([]);
    await row(studio, 'holiday.mp4').getByRole('button', { name: 'Try again' }).click();
    await expect(row(studio, 'holiday.mp4')).toContainText('Sending', { timeout: 90_000 });
    await expect.poll(async () => (await uploadsOf(daemon)).length).toBe(1);
    await panel(studio).getByRole('button', { name: 'Cancel holiday.mp4' }).click();
    await expect(row(studio, 'holiday.mp4')).toHaveCount(0);
    await expect.poll(() => uploadsOf(daemon)).toEqual([]);

    await choose(studio, [small]);
    await expect(row(studio, 'small.mp4')).toContainText('Added', checked);
    await rm(folder, { recursive: true });
  });
});
