import { type ApiClient, type Asset, type AssetId, isEndState, type Project } from '@videoexpress/job-schema';
import type { Locator, Page } from '@playwright/test';
import { startTestDaemon, type TestDaemon } from './daemon.ts';
import { pngPicture } from './pictures.ts';
import { expect, test as base } from './studio-test.ts';

interface LibraryFixtures {
  /** Leaves nothing in the library for the next test. */
  readonly emptyLibrary: void;
}

/** Tests of the library: on a daemon of their own, whose library is empty at the start of each. */
export const test = base.extend<LibraryFixtures, { readonly daemon: TestDaemon }>({
  daemon: [
    async ({ browserName: _ }, provide) => {
      const daemon = await startTestDaemon();
      await provide(daemon);
      await daemon.remove();
    },
    { scope: 'worker' },
  ],
  emptyLibrary: [
    async ({ api, quietQueue: _ }, provide) => {
      await emptyLibrary(api);
      await provide();
    },
    { auto: true },
  ],
});

async function emptyLibrary(api: ApiClient): Promise<void> {
  for (;;) {
    const listed = await api.call('listAssets', { query: { limit: 200 } });
    if (!listed.ok) throw new Error(JSON.stringify(listed.error));
    const ids = listed.value.body.items.map(({ id }) => id);
    if (ids.length === 0) break;
    await api.call('changeAssets', { body: { ids, change: { isTrashed: true } } });
  }
  await api.call('emptyTrash', {});
  const projects = await api.call('listProjects', {});
  for (const { id } of projects.ok ? projects.value.body.items : []) {
    await api.call('deleteProject', { params: { id } });
  }
}

/** Adds a picture of this name. Each has a size of its own, so no two are the same file. */
export async function addPicture(api: ApiClient, name: string, width = 320, height = 180): Promise<Asset> {
  const form = new FormData();
  form.set('name', name);
  const bytes = new Uint8Array(pngPicture(width, height));
  form.set('file', new File([bytes], `${name}.png`, { type: 'image/png' }));
  const made = await api.call('createAsset', { form });
  if (!made.ok) throw new Error(`The picture could not be added: ${JSON.stringify(made.error)}`);
  return made.value.body;
}

/** Adds some pictures, `Picture 1` first, so that the last is the newest. */
export async function addPictures(api: ApiClient, count: number): Promise<Asset[]> {
  const added: Asset[] = [];
  for (let index = 1; index <= count; index++) added.push(await addPicture(api, `Picture ${index}`, 160 + index, 90));
  return added;
}

interface ClipInput {
  readonly seconds?: number;
  readonly fps?: number;
  readonly seed?: number;
  readonly width?: number;
  readonly height?: number;
}

/** Has the sketch engine make a small clip, and waits for it. */
export async function makeClip(api: ApiClient, prompt: string, wanted: ClipInput = {}): Promise<Asset> {
  const { seconds = 1, fps = 16, seed = 7, width = 256, height = 144 } = wanted;
  const input = { prompt, width, height, fps, num_frames: Math.round(seconds * fps), seed };
  const made = await api.call('createJob', { body: { kind: 'text_to_video', input } });
  if (!made.ok) throw new Error(`The job could not be queued: ${JSON.stringify(made.error)}`);
  const { id } = made.value.body;
  let clip: AssetId | undefined;
  await expect
    .poll(
      async () => {
        const job = await api.call('getJob', { params: { id } });
        if (!job.ok || !isEndState(job.value.body.state)) return 'under way';
        [clip] = job.value.body.output.assetIds;
        return job.value.body.state;
      },
      { timeout: 90_000 },
    )
    .toBe('succeeded');
  if (clip === undefined) throw new Error('The job has no clip');
  const asset = await api.call('getAsset', { params: { id: clip } });
  if (!asset.ok) throw new Error(JSON.stringify(asset.error));
  return asset.value.body;
}

/** Makes a project. */
export async function makeProject(api: ApiClient, name: string): Promise<Project> {
  const made = await api.call('createProject', { body: { name } });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value.body;
}

/** Opens the library, under filters if any are named. */
export async function openLibrary(page: Page, daemon: TestDaemon, search = ''): Promise<void> {
  await page.goto(`${daemon.url}/library${search}`);
  await expect(page.getByRole('heading', { name: search.includes('view=trash') ? 'Trash' : 'Library' })).toBeVisible();
}

/** The cards on the page. */
export function cards(page: Page): Locator {
  return page.getByRole('grid', { name: 'Files' }).getByRole('gridcell');
}

/** The card of the asset with this name. */
export function card(page: Page, name: string): Locator {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const source = '(?:Sketch|Imported|Saved frame), ';
  return cards(page).and(page.getByRole('gridcell', { name: new RegExp(`^${escaped} ${source}`) }));
}

/** Opens a second window of the same browser. */
export async function secondWindow(page: Page, url: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(url);
  return other;
}

export { expect };
