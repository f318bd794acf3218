import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { notRun, oneCheck } from './outcome.mjs';
import { providePython } from './python/environment.mjs';
import { runPytest } from './python/pytest.mjs';

const workerFolder = join(repositoryRoot, 'runpod-worker');
const runMs = 5 * 60_000;

/**
 * A Python with all that the worker and its tests need beside the models.
 * @param {NodeJS.ProcessEnv} env
 */
export function provideWorkerPython(env) {
  return providePython(env, {
    name: 'worker',
    requirements: join(workerFolder, 'requirements-test.lock.txt'),
    python: [3, 11],
    installMs: 10 * 60_000,
    duration: 'about a minute',
  });
}

/**
 * The GPU worker without its models: format and lint of its Python, and its tests, which run the official SDK as a process of
 * its own.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runWorker({ env }) {
  const provided = await provideWorkerPython(env);
  if ('missing' in provided) return notRun(`the tests of the GPU worker (${provided.missing})`);
  const outcomes = [];
  for (const check of [
    ['check', '--no-cache'],
    ['format', '--check', '--no-cache'],
  ]) {
    const ended = await run(provided.program('ruff'), [...check, '.'], { cwd: workerFolder, env, show: true });
    outcomes.push(oneCheck(ended.code === 0));
  }
  // What needs torch has an environment and a step of its own.
  const parameters = ['tests', '--ignore=tests/models'];
  const options = { cwd: workerFolder, env, timeoutMs: runMs };
  outcomes.push(await runPytest(provided.program('python'), parameters, options));
  return sumOf(outcomes);
}

/**
 * A Python with all that the worker and its models need, and torch among it.
 * @param {NodeJS.ProcessEnv} env
 */
export function provideModelsPython(env) {
  return providePython(env, {
    name: 'worker-models',
    requirements: join(workerFolder, 'requirements-models.lock.txt'),
    python: [3, 11],
    installMs: 20 * 60_000,
    duration: 'some minutes, torch is large',
  });
}

/**
 * The true pipelines on a CPU, with tiny random weights made on the spot.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runWorkerModels({ env }) {
  const provided = await provideModelsPython(env);
  if ('missing' in provided) return notRun(`the tests of the models (${provided.missing})`);
  return runPytest(provided.program('python'), ['tests/models'], { cwd: workerFolder, env, timeoutMs: runMs });
}

/** @param {readonly import('./outcome.mjs').Outcome[]} outcomes */
function sumOf(outcomes) {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
  };
}
