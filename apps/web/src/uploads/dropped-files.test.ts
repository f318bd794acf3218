import { describe, expect, it } from 'vitest';
import { carriesFiles, droppedFiles } from './dropped-files.ts';

/** A tree of files as a browser hands it out: a string is a file, a list a folder with a hundred entries at most at a time. */
type Tree = string | { readonly name: string; readonly inside: readonly Tree[] };

function entryOf(tree: Tree): FileSystemEntry {
  if (typeof tree === 'string') {
    const file = (give: (file: File) => void, fail: (why: Error) => void) =>
      tree.startsWith('gone') ? fail(new Error('It is gone')) : give(new File(['x'], tree));
    return Object.assign(Object.create(null), { name: tree, isFile: true, isDirectory: false, file });
  }
  const createReader = () => {
    const left = tree.inside.map(entryOf);
    return { readEntries: (give: (entries: FileSystemEntry[]) => void) => give(left.splice(0, 100)) };
  };
  return Object.assign(Object.create(null), { name: tree.name, isFile: false, isDirectory: true, createReader });
}

function dropOf(...trees: readonly Tree[]): DataTransfer {
  const items = trees.map((tree) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(tree),
    getAsFile: () => (typeof tree === 'string' ? new File(['x'], tree) : null),
  }));
  return Object.assign(Object.create(null), { types: ['Files'], items: [...items, { kind: 'string' }] });
}

const names = async (data: DataTransfer | null) => (await droppedFiles(data)).map(({ name }) => name);

describe('the files of a drop', () => {
  it('are those that were dropped, and those in folders at any depth', async () => {
    const many = Array.from({ length: 250 }, (_, index) => `${index}.png`);
    const holiday = { name: 'holiday', inside: ['a.mp4', { name: 'more', inside: many }] };
    expect(await names(dropOf('fox.png', holiday))).toEqual(['fox.png', 'a.mp4', ...many]);
  });

  it('leave out what systems put into folders, and what cannot be read any more', async () => {
    const folder = { name: 'f', inside: ['.DS_Store', 'Thumbs.db', 'desktop.ini', 'gone.png', 'b.png'] };
    expect(await names(dropOf(folder, { name: '.git', inside: ['x.png'] }))).toEqual(['b.png']);
    expect(await names(dropOf('.hidden.png')), 'but not what somebody meant').toEqual(['.hidden.png']);
  });

  it('are none where a text is dropped', async () => {
    expect(carriesFiles(dropOf('a'))).toBe(true);
    expect(carriesFiles(Object.assign(Object.create(null), { types: ['text/plain'] }))).toBe(false);
    expect(await names(null)).toEqual([]);
  });
});
