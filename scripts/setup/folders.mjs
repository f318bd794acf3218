import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's root, an absolute path. */
export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where Node and pnpm are kept: `.cache` in the clone, or a folder that several clones share. */
export function cacheFolder() {
  return resolve(repositoryRoot, process.env['VIDEOEXPRESS_CACHE'] || '.cache');
}
