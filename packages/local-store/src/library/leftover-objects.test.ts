import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let library: TestLibrary;

beforeEach(() => {
  library = openLibrary();
});
afterEach(() => library.discard());

describe('objects that are to go', () => {
  it('go at once, or not before their time', async () => {
    const { assets } = library;
    await assets.noteLeftoverObjects(['renders/1.mp4']);
    await assets.noteLeftoverObjects(['posts/1.mp4'], 2000);
    expect(await assets.leftoverObjects(10, 1999)).toEqual(['renders/1.mp4']);
    expect(await assets.leftoverObjects(10, 2000)).toEqual(['posts/1.mp4', 'renders/1.mp4']);
  });

  it('stay noted where they are needed again while they were being removed', async () => {
    const { assets } = library;
    await assets.noteLeftoverObjects(['posts/1.mp4'], 2000);
    await assets.noteLeftoverObjects(['posts/1.mp4'], 9000);
    await assets.forgetLeftoverObjects(['posts/1.mp4'], 2000);
    expect(await assets.leftoverObjects(10, 2000)).toEqual([]);
    expect(await assets.leftoverObjects(10, 9000)).toEqual(['posts/1.mp4']);
    await assets.forgetLeftoverObjects(['posts/1.mp4'], 9000);
    expect(await assets.leftoverObjects(10, 9000)).toEqual([]);
  });
});
