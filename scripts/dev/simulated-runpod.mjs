import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';

/**
 * A RunPod on this machine, for working on what talks to it without an account: the simulator of the tests with a light worker,
 * which sleeps until its first job and takes a few seconds for each.
 * @param {object} options
 * @param {number} options.port of the job API; the three above it are for workers, management and control
 * @param {string} options.node
 * @param {NodeJS.ProcessEnv} options.env
 * @returns {{ command: import('./run-together.mjs').Command, daemonEnv: Record<string, string> }} how to start it, and what the
 *   daemon must know to use it
 */
export function simulatedRunPod({ port, node, env }) {
  const apiKey = `rpa_simulated_${randomBytes(12).toString('hex')}`;
  const folder = join(repositoryRoot, 'packages', 'render-engines', 'src', 'testing', 'runpod-simulator');
  const flags = [`--api-key=${apiKey}`, `--port=${port}`, '--stage-ms=300', '--step-ms=60', '--cold-ms=4000'];
  return {
    command: {
      file: node,
      parameters: ['--conditions=source', join(folder, 'main.ts'), ...flags],
      cwd: repositoryRoot,
      env,
    },
    daemonEnv: {
      RUNPOD_ENDPOINT: `http://127.0.0.1:${port}/v2/simulated`,
      RUNPOD_API_BASE_URL: `http://127.0.0.1:${port + 2}/v2`,
      RUNPOD_API_KEY: apiKey,
    },
  };
}
