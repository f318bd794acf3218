import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import path from 'node:path';

/** A file of the library, open for reading. */
export interface OpenMedia {
  readonly handle: FileHandle;
  readonly bytes: number;
}

/**
 * Opens `file` if it is a regular file that really lies in one of `folders`, reached through no link inside them; null
 * otherwise. The database says which file an asset has; this makes sure that it can never be one of another place.
 */
export async function openMedia(file: string, folders: readonly string[]): Promise<OpenMedia | null> {
  try {
    const real = await realpath(file);
    if (!(await liesInOneOf(folders, file, real))) return null;
    if ((await lstat(file)).isSymbolicLink()) return null;
    // NONBLOCK: opening a pipe that nobody writes to would wait for ever.
    const handle = await open(real, constants.O_RDONLY | noFollow | nonBlock);
    const stat = await handle.stat();
    if (stat.isFile()) return { handle, bytes: stat.size };
    await handle.close();
    return null;
  } catch (cause) {
    if (isMissing(cause)) return null;
    throw cause;
  }
}

/** Windows has neither flag. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const nonBlock = constants.O_NONBLOCK ?? 0;

async function liesInOneOf(folders: readonly string[], file: string, real: string): Promise<boolean> {
  for (const folder of folders) {
    // The folder itself may be reached by a link; what lies below it may not.
    const realFolder = await realpath(folder).catch(() => folder);
    for (const base of [folder, realFolder]) {
      const inside = path.relative(base, file);
      if (isInside(inside) && path.join(realFolder, inside) === real) return true;
    }
  }
  return false;
}

function isInside(relative: string): boolean {
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function isMissing(cause: unknown): boolean {
  const codes = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO'];
  return cause instanceof Error && 'code' in cause && codes.includes(String(cause.code));
}
