import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { notRun } from './outcome.mjs';
import { runVitest } from './vitest.mjs';
import { provideWorkerPython } from './worker.mjs';

/**
 * RunPod's own Python SDK against the simulator: as its client, as a worker of a few lines, and under the GPU worker.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runRunPodSdk(context) {
  const provided = await provideWorkerPython(context.env);
  if ('missing' in provided) return notRun(`RunPod's SDK against the simulator (${provided.missing})`);
  const more = { ...longTestsWanted, VIDEOEXPRESS_WORKER_PYTHON: provided.program('python') };
  return runVitest(context, asVitestFilters(longTests.runpod), more);
}
