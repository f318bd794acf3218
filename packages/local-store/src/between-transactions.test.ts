import { newAssetId, newProjectId } from '@videoexpress/job-schema';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from './testing/open-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openLibrary();
});
afterEach(() => library.discard());

it('an asset is read only once it is committed, also by one whose own change failed beside it', async () => {
  const kept = await library.add();
  const id = newAssetId();
  const read = async () => ({ found: await library.assets.get(id), open: library.connection.inTransaction });
  const [, seen] = await Promise.all([
    library.add({ id }),
    library.add({ id: kept.id }).then(() => null, read),
    library.add({ projectId: newProjectId() }),
  ]);
  expect(seen?.found?.id).toBe(id);
  expect(seen?.open).toBe(false);
});
