import { copyFile, mkdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { flushFile, flushFolder, makeFolderDurably } from './durable-folders.ts';
import { createImportNotes, type ImportNote } from './import-notes.ts';

interface FileTrouble {
  readonly code: 'disk_full' | 'failed';
  readonly detail: string;
}

export interface ClipFolders {
  readonly media: string;
  readonly posters: string;
  readonly scratch: string;
  readonly quarantine: string;
  readonly uploads: string;
}

/** The places a clip passes on its way into the library, and the moves between them that survive a power cut. */
export function createClipFiles(folders: ClipFolders) {
  const notes = createImportNotes(folders);
  const clipPath = (month: string, fileName: string) => join(folders.media, month, fileName);
  return {
    downloadPath: (attempt: string) => join(folders.scratch, `${attempt}.download`),
    fittedPath: (attempt: string) => join(folders.scratch, `${attempt}.fitted.mp4`),
    clipPath,
    partPath: (month: string, attempt: string) => clipPath(month, `${attempt}.part`),
    posterPath: (asset: string) => join(folders.posters, `${asset}.webp`),

    async exists(path: string): Promise<boolean> {
      return (await stat(path).catch(() => null))?.isFile() ?? false;
    },

    prepare: (path: string) => attempt(() => makeFolderDurably(dirname(path))),

    /** Flush, rename, flush the folder: after this the name always leads to all of the bytes. */
    publish: (partPath: string, finalPath: string) =>
      attempt(async () => {
        await flushFile(partPath);
        await rename(partPath, finalPath);
        await flushFolder(dirname(finalPath));
      }),

    /** Moves a file; where the target is on another disk, it is copied. */
    moveIn: (sourcePath: string, partPath: string) => attempt(() => move(sourcePath, partPath)),

    noteImport: (note: ImportNote) => attempt(() => notes.write(note)),
    forgetImport: (note: ImportNote) => notes.remove(note),
    unfinishedImports: () => notes.list(),
    removeImport: (note: ImportNote) => notes.removeFiles(note),

    /** What cannot be put there stays where it is: a file that somebody may want to look at is never taken away for it. */
    quarantine: (path: string, name: string) =>
      attempt(async () => {
        await mkdir(folders.quarantine, { recursive: true, mode: 0o700 });
        await move(path, join(folders.quarantine, name));
      }),

    remove: (path: string) => rm(path, { force: true }),

    async freeBytes(): Promise<number> {
      const { bavail, bsize } = await statfs(folders.media);
      return bavail * bsize;
    },

    async diskSpace(): Promise<{ freeBytes: number; totalBytes: number }> {
      const { bavail, blocks, bsize } = await statfs(folders.media);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
  };
}

async function move(fromPath: string, toPath: string): Promise<void> {
  try {
    await rename(fromPath, toPath);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EXDEV')) throw cause;
    try {
      await copyFile(fromPath, toPath);
    } catch (failed) {
      await rm(toPath, { force: true });
      throw failed;
    }
    await rm(fromPath, { force: true });
  }
}

async function attempt(operation: () => Promise<void>): Promise<Result<null, FileTrouble>> {
  try {
    await operation();
    return ok(null);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const detail = cause instanceof Error ? cause.message : String(cause);
    return err({ code: code === 'ENOSPC' || code === 'EDQUOT' ? 'disk_full' : 'failed', detail });
  }
}
