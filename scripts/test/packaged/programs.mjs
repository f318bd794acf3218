import { join } from 'node:path';
import { bringPackage } from '../../setup/bring-package.mjs';
import { executable, nodePackageName, platformSuffix } from '../../setup/platform.mjs';
import { SetupError } from '../../setup/setup-error.mjs';

/** The npm of each line, exactly: what npx does with a tarball differs between them. */
export const npmVersions = { 11: '11.21.2', 12: '12.2.2' };
export const nodeVersions = { 20: '20.19.5', 22: '22.23.2', 24: '24.21.0' };

/**
 * A Node of this version, from the cache or brought into it once.
 * @param {keyof typeof nodeVersions} major
 * @returns {Promise<string>} the program, absolute
 */
export async function bringNode(major) {
  const version = nodeVersions[major];
  const name = nodePackageName();
  if (name === null) throw new SetupError(`no Node is published for ${platformSuffix()}`);
  // A Node that is too old must not be found by the launcher or the set-up, which take what is called `node-…`.
  const into = `${major === 20 ? 'too-old-' : ''}node-${version}-${platformSuffix()}`;
  return join(await bring(name, version, into), 'bin', executable('node'));
}

/**
 * @param {keyof typeof npmVersions} major
 * @returns {Promise<string>} the folder with `npm-cli.js` and `npx-cli.js`
 */
export async function bringNpm(major) {
  const version = npmVersions[major];
  return join(await bring('npm', version, `npm-${version}`), 'bin');
}

/** @param {string} name @param {string} version @param {string} into */
async function bring(name, version, into) {
  const brought = await bringPackage({ name, version, into });
  if ('failure' in brought) throw new SetupError(`${name}@${version} could not be brought: ${brought.failure}`);
  return brought.folder;
}
