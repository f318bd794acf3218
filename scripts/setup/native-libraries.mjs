import { cpSync, existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './announce.mjs';
import { bringPackage } from './bring-package.mjs';
import { repositoryRoot } from './folders.mjs';
import { nativeSuffix } from './platform.mjs';

/** Packages that load a second one with the native code for this machine. */
const loaders = ['@napi-rs/canvas', '@napi-rs/webcodecs'];
/** The package whose dependencies they are. */
const owner = join('packages', 'host');

/**
 * The native packages that this machine needs and does not have.
 * @param {string} root @param {string} suffix such as `darwin-arm64`
 * @returns {{ name: string, version: string, folder: string }[]} `folder` is where the loader looks for it
 */
export function missingNativePackages(root, suffix) {
  return loaders.flatMap((loader) => {
    const installed = join(root, owner, 'node_modules', loader);
    if (!existsSync(installed)) return [];
    const real = realpathSync(installed);
    const { version } = JSON.parse(readFileSync(join(real, 'package.json'), 'utf8'));
    const name = `${loader}-${suffix}`;
    const folder = join(dirname(dirname(real)), name);
    return existsSync(folder) ? [] : [{ name, version, folder }];
  });
}

/**
 * Brings the native code that the lock file knows no package of for this machine: a lock made where a registry does not
 * carry every system leaves the others out without a word. Where it cannot be had the studio starts all the same, and
 * says itself what it cannot do.
 */
export async function bringNativeLibraries() {
  const suffix = nativeSuffix();
  if (suffix === null) return;
  for (const { name, version, folder } of missingNativePackages(repositoryRoot, suffix)) {
    say(`Bringing ${name} ${version} for this system (once)`);
    const brought = await bringPackage({ name, version, into: `${name.replace('/', '+')}-${version}` });
    if ('failure' in brought)
      say(`It could not be brought: ${brought.failure}. Drawing and checking clips will not work.`);
    else cpSync(brought.folder, folder, { recursive: true });
  }
}
