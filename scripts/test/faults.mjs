import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { oneCheck } from './outcome.mjs';
import { runVitest } from './vitest.mjs';

/** @typedef {import('./outcome.mjs').StepContext} StepContext */

const folder = join(repositoryRoot, 'apps', 'daemon', 'src', 'testing', 'faults');

/**
 * Runs one of the programs that bring faults about, its output going to the terminal.
 * @param {Pick<StepContext, 'tools' | 'env'>} context
 * @param {'run-rounds.ts' | 'run-soak.ts'} file
 * @param {string[]} parameters
 * @returns {Promise<boolean>} whether every promise was kept
 */
export async function runFaultProgram({ tools, env }, file, parameters) {
  const options = { cwd: repositoryRoot, env, show: true };
  return (await run(tools.node, ['--conditions=source', join(folder, file), ...parameters], options)).code === 0;
}

/** @param {StepContext} context */
export const runFaults = (context) => runVitest(context, asVitestFilters(longTests.faults), longTestsWanted);

/** @param {StepContext} context */
export const runFaultRounds = async (context) =>
  oneCheck(await runFaultProgram(context, 'run-rounds.ts', ['--rounds', '8']));

/** @param {StepContext} context */
export const runShortSoak = async (context) =>
  oneCheck(await runFaultProgram(context, 'run-soak.ts', ['--jobs', '500']));
