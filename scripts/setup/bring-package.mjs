import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './folders.mjs';
import { downloadFailure, runNpm } from './npm.mjs';
import { isAlive } from './processes.mjs';

const unfinished = /^bringing-(\d+)-/;

/** What a set-up that was broken off left behind. */
function clearUnfinished() {
  for (const name of readdirSync(cacheFolder())) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

/**
 * Downloads one package into the cache, whole or not at all: it is installed into a folder of this process and then
 * renamed, so a run that breaks off leaves nothing and two set-ups at once end with one copy.
 * @param {{ name: string, version: string, into: string }} wanted `into` is the folder's name in the cache
 * @returns {Promise<{ folder: string } | { failure: string }>}
 */
export function bringPackage({ name, version, into }) {
  return bring([`${name}@${version}`], into, (installed) => join(installed, 'node_modules', name));
}

/**
 * The same for packages that need others: the folder has `node_modules` with all of them.
 * @param {{ packages: readonly string[], into: string }} wanted packages as `name@version`
 * @returns {Promise<{ folder: string } | { failure: string }>}
 */
export function bringPackages({ packages, into }) {
  return bring(packages, into, (installed) => installed);
}

/**
 * @param {readonly string[]} packages
 * @param {string} into
 * @param {(installed: string) => string} wanted what of the folder is kept
 * @returns {Promise<{ folder: string } | { failure: string }>}
 */
async function bring(packages, into, wanted) {
  const folder = join(cacheFolder(), into);
  if (existsSync(folder)) return { folder };
  const unfinishedFolder = join(cacheFolder(), `bringing-${process.pid}-${into}`);
  try {
    mkdirSync(unfinishedFolder, { recursive: true });
    clearUnfinished();
    // Without a manifest of its own npm would look for one in the folders above.
    writeFileSync(join(unfinishedFolder, 'package.json'), '{"private":true}\n');
    // npm waits up to a minute before it tries again, which looks like a hang where there is no network.
    const retries = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
    const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
    const parameters = ['install', '--prefix', unfinishedFolder, ...flags, ...retries, ...packages];
    const ended = await runNpm(parameters, 10 * 60_000);
    const installed = wanted(unfinishedFolder);
    if (ended.code !== 0 || !existsSync(join(unfinishedFolder, 'node_modules')) || !existsSync(installed)) {
      return { failure: downloadFailure(ended) };
    }
    moveInto(installed, folder);
    return { folder };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(unfinishedFolder, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to */
function moveInto(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another set-up was first; its copy is as good.
    if (!existsSync(to)) throw error;
  }
}
