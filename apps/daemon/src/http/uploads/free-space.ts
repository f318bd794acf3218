import { statfs } from 'node:fs/promises';

/** Bytes that a program may still write in the file system of `folder`. */
export type FreeBytes = (folder: string) => Promise<number>;

/** Asks the file system. */
export const freeBytesOfFolder: FreeBytes = async (folder) => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Left alone on the disk, so that an upload never takes the room the database needs. */
const reservedBytes = 64 * 1024 * 1024;

/** Whether `bytes` more may be written below `folder`. */
export async function hasRoom(
  { folder, freeBytes }: { readonly folder: string; readonly freeBytes: FreeBytes },
  bytes: number,
): Promise<boolean> {
  return (await freeBytes(folder)) >= bytes + reservedBytes;
}
