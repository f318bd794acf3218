import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../media/durable-file.ts';
import { flushFolder, makeFolderDurably } from './durable-folders.ts';

/** An import under way: the id its asset will have, and the month whose folder it goes to. */
export interface ImportNote {
  readonly assetId: string;
  readonly month: string;
}

/** How such a note is called; everything that is in it stands in its name. */
const noteName = /^(ast_[0-9a-z-]+)\.(\d{4}-\d{2})\.import$/;

/** Whether a file among the uploads is a note, to be kept until somebody has read it. */
export function isImportNote(name: string): boolean {
  return noteName.test(name);
}

/**
 * Notes of imports under way. They are written before a file is published and removed once its row is committed, so that
 * a kill in between leaves a trace: whatever a note without a row names belongs to nobody.
 */
export function createImportNotes(folders: {
  readonly uploads: string;
  readonly media: string;
  readonly posters: string;
}) {
  const pathOf = ({ assetId, month }: ImportNote) => join(folders.uploads, `${assetId}.${month}.import`);
  return {
    async write(note: ImportNote): Promise<void> {
      await makeFolderDurably(folders.uploads);
      await writeDurably(pathOf(note), new Uint8Array());
      await flushFolder(folders.uploads);
    },

    remove: (note: ImportNote) => rm(pathOf(note), { force: true }),

    async list(): Promise<readonly ImportNote[]> {
      const names = await readdir(folders.uploads).catch(() => []);
      return names.flatMap((name) => {
        const [, assetId, month] = noteName.exec(name) ?? [];
        return assetId === undefined || month === undefined ? [] : [{ assetId, month }];
      });
    },

    /** Removes every file of an import that came to nothing. Its names all begin with its id. */
    async removeFiles({ assetId, month }: ImportNote): Promise<void> {
      const folder = join(folders.media, month);
      const names = await readdir(folder).catch(() => []);
      const own = names.filter((name) => name.startsWith(`${assetId}.`)).map((name) => join(folder, name));
      const paths = [...own, join(folders.posters, `${assetId}.webp`)];
      await Promise.all(paths.map((path) => rm(path, { force: true })));
    },
  };
}
