import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './announce.mjs';
import { bringPackage } from './bring-package.mjs';
import { cacheFolder } from './folders.mjs';
import { registryUnreachable } from './npm.mjs';
import { executable, nodePackageName, platformSuffix } from './platform.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { isAtLeast, oldestNodeApi, oldestNodeForUsers, providedNodeVersions } from './versions.mjs';

/** @param {string} version */
const folderOf = (version) => `node-${version}-${platformSuffix()}`;

/** @param {string} version */
const programOf = (version) => join(cacheFolder(), folderOf(version), 'bin', executable('node'));

/**
 * A Node that is new enough: the one running this where it is, otherwise one kept in the cache, downloaded once.
 * @param {string} oldest
 * @returns {Promise<{ program: string, folder: string }>} the program and the folder to put on PATH
 */
export async function provideNode(oldest) {
  const hasNodeApi = Number(process.versions['napi']) >= oldestNodeApi;
  if (hasNodeApi && isAtLeast(process.versions.node, oldest)) return at(process.execPath);
  const kept = providedNodeVersions.find((version) => existsSync(programOf(version)));
  return at(programOf(kept ?? (await bringNode())));
}

/** @param {string} program */
const at = (program) => ({ program, folder: dirname(program) });

/** @returns {Promise<string>} the version that was brought */
async function bringNode() {
  const wayOut = `Install Node ${oldestNodeForUsers.slice(0, -2)} or newer (nodejs.org) and run the same command again.`;
  const name = nodePackageName();
  if (name === null) {
    throw new SetupError(
      `This machine has Node ${process.versions.node}, which is too old, and no newer one can be brought for ${platformSuffix()}.\n${wayOut}`,
    );
  }
  let failure = '';
  for (const version of providedNodeVersions) {
    say(`Bringing Node ${version} (once, about 10 s)`);
    const brought = await bringPackage({ name, version, into: folderOf(version) });
    if ('failure' in brought) failure = brought.failure;
    else if ((await run(programOf(version), ['--version'])).code === 0) return version;
    else failure = 'it does not run on this machine';
    if (failure === registryUnreachable) break;
  }
  throw new SetupError(
    `Node could not be brought: ${failure}.\nCheck the connection and the proxy and run the same command again. Or do it yourself: ${wayOut}`,
  );
}
