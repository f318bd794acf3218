import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openLibrary();
});
afterEach(() => library.discard());

/** How often others have a turn while something is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isDone = true;
  return turns;
}

it('changes a thousand assets without holding anybody up, and nobody sees half of it', async () => {
  const ids = (await library.addMany(Array.from({ length: 1000 }, () => ({})))).map(({ id }) => id);
  const seen: (number | null | undefined)[] = [];
  const turns = await turnsDuring(async () => {
    const changing = library.assets.change(ids, { favourite: true, isTrashed: true }, 1);
    const look = async () => seen.push((await library.assets.list({ limit: 1, trash: '1' }))?.total);
    const looking = new Promise((resolve) => setImmediate(() => resolve(look())));
    expect(await changing).toEqual({ changed: ids, refused: [] });
    await looking;
  });
  expect(seen).toEqual([1000]);
  expect(turns).toBeGreaterThanOrEqual(9);
  const events = await library.events.after(0, 2000);
  expect(events).toHaveLength(1000);
});

it('lets go of hundreds for good without holding anybody up', async () => {
  const ids = (await library.addMany(Array.from({ length: 200 }, () => ({})))).map(({ id }) => id);
  await library.assets.change(ids, { isTrashed: true }, 1);
  const turns = await turnsDuring(async () => {
    expect(await library.assets.purge(ids, 2)).toEqual({ count: 200, bytes: 200_000, refused: [] });
  });
  expect(turns).toBeGreaterThanOrEqual(3);
  expect(await library.assets.leftovers(999, null)).toHaveLength(200);
});
