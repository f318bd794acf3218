import { buildChanged } from './build.mjs';
import { installPackages } from './install.mjs';
import { bringNativeLibraries } from './native-libraries.mjs';
import { provideNode } from './node.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { providePnpm } from './pnpm.mjs';
import { SetupError } from './setup-error.mjs';
import { oldestNodeForDevelopers, oldestNodeForUsers } from './versions.mjs';

/**
 * @typedef {object} Tools
 * @property {string} node the program
 * @property {string} pnpm the program
 * @property {string[]} searchPath folders to put first on PATH, so that every tool finds this Node and this pnpm
 */

/**
 * Brings Node, pnpm and the packages.
 * @param {{ forDevelopers: boolean }} purpose working on the sources wants a newer Node than running them bundled
 * @returns {Promise<Tools>}
 */
export async function setUp({ forDevelopers }) {
  const node = await provideNode(forDevelopers ? oldestNodeForDevelopers : oldestNodeForUsers);
  const pnpm = await providePnpm();
  const searchPath = [node.folder, pnpm.folder];
  await oneAtATime(async () => {
    await installPackages({ program: pnpm.program, searchPath });
    await bringNativeLibraries();
  });
  return { node: node.program, pnpm: pnpm.program, searchPath };
}

/**
 * Builds what changed, alone in this clone; a build that fails shows its output and ends the script.
 * @param {Tools} tools
 */
export async function build(tools) {
  const built = await oneAtATime(() => buildChanged(tools));
  if (built.ok) return;
  process.stderr.write(built.output);
  throw new SetupError('The build failed; the reason is above.');
}
