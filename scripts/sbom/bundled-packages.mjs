import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The folder of the package that a file of `node_modules` belongs to: behind the last `node_modules`, with its scope. */
const packageOf = /^(.*node_modules\/(?:@[^/]+\/)?[^/@][^/]*)\//;

/**
 * The folders of the packages of others that are in the bundle, by what the bundler noted of each file it took.
 * @param {string} repositoryRoot
 * @returns {string[]}
 */
export function bundledPackages(repositoryRoot) {
  const packageFolder = join(repositoryRoot, 'apps', 'cli');
  const note = join(packageFolder, 'dist', 'bundled-files.json');
  /** @type {string[]} */
  const files = JSON.parse(readFileSync(note, 'utf8'));
  const folders = files.flatMap((file) => {
    const folder = packageOf.exec(join(packageFolder, file).split(sep).join('/'))?.[1];
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(folders)].toSorted();
}
