import type { Asset } from '@videoexpress/job-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type TestLibrary } from '../testing/open-library.ts';

let library: TestLibrary;
beforeEach(() => {
  library = openLibrary();
});
afterEach(() => library.discard());

/** Keeps a clip; with one before it, by way of a frame of that one. */
async function clip(name: string, before?: Asset) {
  if (before === undefined) return library.add({ name }, { prompt: name });
  const frame = await library.add({ type: 'image', name: `frame for ${name}`, sourceAssetId: before.id });
  return library.add({ name }, { prompt: name, image: frame.id });
}

describe('the tree of a clip', () => {
  it('is the same from each of its clips, and has no clip of another tree', async () => {
    const root = await clip('root');
    const left = await clip('left', root);
    const right = await clip('right', root);
    const leaf = await clip('leaf', left);
    const stranger = await clip('stranger');
    const tree = await library.assets.tree(leaf.id);
    expect(tree.clips.map(({ name }) => name)).toEqual(['root', 'left', 'right', 'leaf']);
    expect(new Set(tree.edges.map(({ from, to }) => `${from} ${to}`))).toEqual(
      new Set([`${root.id} ${left.id}`, `${root.id} ${right.id}`, `${left.id} ${leaf.id}`]),
    );
    for (const { id } of [root, left, right]) expect(await library.assets.tree(id)).toEqual(tree);
    const alone = await library.assets.get(stranger.id);
    expect(await library.assets.tree(stranger.id)).toEqual({ clips: [alone], edges: [] });
  });

  it('does not follow a picture that is no frame: what else starts from it is another story', async () => {
    const picture = await library.add({ type: 'image', name: 'start' });
    const one = await library.add({ name: 'one' }, { image: picture.id });
    await library.add({ name: 'two' }, { image: picture.id });
    expect((await library.assets.tree(one.id)).clips.map(({ name }) => name)).toEqual(['one']);
  });

  it('has an end where thousands came from one clip', async () => {
    const root = await clip('root');
    for (let index = 0; index < 230; index += 1) await clip(`take ${index}`, root);
    const { clips, edges } = await library.assets.tree(root.id);
    expect(clips.length).toBeLessThanOrEqual(200);
    expect(clips.map(({ name }) => name)).toContain('root');
    expect(edges.every(({ to }) => clips.some(({ id }) => id === to))).toBe(true);
  });
});
