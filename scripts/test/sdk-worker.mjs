import { asVitestFilters, longTests, longTestsWanted } from './long-tests.mjs';
import { notRun } from './outcome.mjs';
import { runVitest } from './vitest.mjs';
import { provideWorkerPython } from './worker.mjs';

/**
 * The real worker over the official SDK against the daemon's listener for workers.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runSdkWorker(context) {
  const provided = await provideWorkerPython(context.env);
  if ('missing' in provided) return notRun(`the real worker on one's own GPU (${provided.missing})`);
  const wanted = { ...longTestsWanted, VIDEOEXPRESS_WORKER_PYTHON: provided.program('python') };
  return runVitest(context, asVitestFilters(longTests.sdkWorker), wanted);
}
