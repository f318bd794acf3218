import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes a folder and those above it that are missing, and waits until each is on the disk where it belongs. */
export async function makeFolderDurably(path: string): Promise<void> {
  const topmost = await mkdir(path, { recursive: true, mode: 0o700 });
  if (topmost === undefined) return;
  for (let made = path; made !== dirname(made); made = dirname(made)) {
    await flushFolder(dirname(made));
    if (made === topmost) return;
  }
}

/** Waits until the bytes of a file are on the disk. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Waits until the names in a folder are on the disk. Windows cannot open a folder for flushing; NTFS journals names by
 * itself.
 */
export async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  if (folder === null) return;
  try {
    await folder.sync();
  } catch (cause) {
    if (process.platform !== 'win32') throw cause;
  } finally {
    await folder.close();
  }
}
