import { statfs } from 'node:fs/promises';

/** Bytes that a program may still write in the file system of `folder`. */
export type FreeBytes = (folder: string) => Promise<number>;

/** Asks the file system. */
export const freeBytesOfFolder: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};
