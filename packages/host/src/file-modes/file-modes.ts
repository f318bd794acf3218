import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folders } from '../folders/folders.ts';

/** A file or folder that others on the machine could open. */
export interface WideMode {
  readonly path: string;
  /** As `chmod` writes it, for example `644`. */
  readonly mode: string;
  readonly allowed: '600' | '700';
}

const mostEntries = 20_000;

/**
 * Everything of the studio whose mode is wider than 0600 (files) or 0700 (folders), and the given extra files. Empty on
 * Windows, whose files have no such modes. Looks at no more than 20,000 entries.
 */
export async function findWideModes(
  folders: Folders,
  extraFiles: readonly string[] = [],
  platform: NodeJS.Platform = process.platform,
): Promise<WideMode[]> {
  if (platform === 'win32') return [];
  const wide: WideMode[] = [];
  const waiting = [folders.data, folders.state, folders.config, ...extraFiles];
  let seen = 0;
  for (let path = waiting.pop(); path !== undefined && seen < mostEntries; path = waiting.pop()) {
    seen += 1;
    const found = await lstat(path).catch(() => null);
    if (found === null || found.isSymbolicLink()) continue;
    if ((found.mode & 0o077) !== 0) {
      wide.push({ path, mode: (found.mode & 0o777).toString(8), allowed: found.isDirectory() ? '700' : '600' });
    }
    if (!found.isDirectory()) continue;
    const names = await readdir(path).catch(() => []);
    waiting.push(...names.map((name) => join(path, name)));
  }
  return wide;
}
