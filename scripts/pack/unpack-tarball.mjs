import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { run } from '../setup/run.mjs';
import { SetupError } from '../setup/setup-error.mjs';

/**
 * One file of the tarball.
 * @typedef {object} PackedFile
 * @property {string} path from the package's root, with forward slashes
 * @property {string} file where it lies now, absolute
 * @property {number} bytes
 */

/**
 * Unpacks a tarball and lists what was in it.
 * @param {string} tarball
 * @param {string} folder
 * @returns {Promise<PackedFile[]>}
 */
export async function unpackTarball(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  const ended = await run('tar', ['-xzf', tarball, '-C', folder]);
  if (ended.code !== 0) throw new SetupError(`${tarball} cannot be unpacked: ${ended.output}`);
  return listFiles(join(folder, 'package'));
}

/**
 * @param {string} root
 * @returns {PackedFile[]}
 */
export function listFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(root, file).split(sep).join('/'), file, bytes: statSync(file).size }))
    .toSorted((left, right) => (left.path < right.path ? -1 : 1));
}
