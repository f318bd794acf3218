import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bringPackage } from '../../setup/bring-package.mjs';
import { nodePackageName, platformSuffix } from '../../setup/platform.mjs';
import { isAtLeast, oldestNodeForUsers } from '../../setup/versions.mjs';

const oldNodeVersion = '20.19.5';
const coreutils =
  'basename cat chmod cp cut date dirname env expr false head id ln ls mkdir mktemp mv printf pwd readlink realpath rm rmdir sleep sort stat tail test touch tr true tty uname wc'.split(
    ' ',
  );
const alsoNeeded = ['sh', 'bash', 'sed', 'git', 'npm', 'npx'];

/** @param {string} program */
function find(program) {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
}

/**
 * A Node that is too old for the product: the system's own where it is, otherwise one that is brought for the purpose.
 * @returns {Promise<string | null>}
 */
async function oldNode() {
  if (!isAtLeast(process.versions.node, oldestNodeForUsers)) return process.execPath;
  const name = nodePackageName();
  if (name === null) return null;
  const into = `too-old-node-${oldNodeVersion}-${platformSuffix()}`;
  const brought = await bringPackage({ name, version: oldNodeVersion, into });
  return 'folder' in brought ? join(brought.folder, 'bin', 'node') : null;
}

/**
 * Makes a folder that is the whole PATH of a machine with Node 20, npm, git and the coreutils: no newer Node, no pnpm,
 * no ffmpeg and no browser can be found in it.
 * @param {string} folder
 * @returns {Promise<boolean>} whether an old Node could be had
 */
export async function makeBarePath(folder) {
  const node = await oldNode();
  if (node === null) return false;
  mkdirSync(folder);
  symlinkSync(node, join(folder, 'node'));
  for (const program of [...coreutils, ...alsoNeeded]) {
    const file = find(program);
    // npm finds its own files from where it really lies.
    if (file !== undefined) symlinkSync(realpathSync(file), join(folder, program));
  }
  return true;
}
