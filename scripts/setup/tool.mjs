import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './folders.mjs';

/**
 * The JavaScript file behind a program of the root's development dependencies, to be run with Node directly: the shims
 * under `.bin` are shell scripts, which Windows cannot start.
 * @param {string} packageName
 * @param {string} [program] where it is not called as its package is
 */
export function tool(packageName, program = packageName) {
  const folder = join(repositoryRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[program]);
}
