import { provideRclone } from './object-storage/rclone.mjs';
import { notRun } from './outcome.mjs';
import { runPlaywright } from './playwright.mjs';
import { provideModelsPython } from './worker.mjs';

/**
 * Renders on RunPod in a browser: simulated in front, with the real worker and its true pipelines behind, and a real S3 server.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runGpuBrowser(context) {
  const python = await provideModelsPython(context.env);
  if ('missing' in python) return notRun(`renders on RunPod in a browser (${python.missing})`);
  const rclone = await provideRclone(context.env);
  if ('missing' in rclone) return notRun(`renders on RunPod in a browser (${rclone.missing})`);
  const variables = {
    VIDEOEXPRESS_MODELS_PYTHON: python.program('python'),
    VIDEOEXPRESS_RCLONE: rclone.program,
  };
  return runPlaywright(context, [], { config: 'playwright.gpu.config.ts', variables });
}
