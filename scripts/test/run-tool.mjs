import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { tool } from '../setup/tool.mjs';

/**
 * Runs a program of the root's development dependencies from the root, its output going to the terminal.
 * @param {import('./outcome.mjs').StepContext} context
 * @param {[packageName: string, program?: string]} which
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {Promise<boolean>} whether it ended with exit code 0
 */
export async function runTool({ tools, env }, which, parameters, extra = {}) {
  const options = { cwd: repositoryRoot, env: { ...env, ...extra }, show: true };
  return (await run(tools.node, [tool(...which), ...parameters], options)).code === 0;
}
