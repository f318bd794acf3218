import { asVitestFilters, longTests, longTestsWanted } from '../long-tests.mjs';
import { notRun } from '../outcome.mjs';
import { runVitest } from '../vitest.mjs';
import { provideRclone } from './rclone.mjs';

/**
 * Uploads, links and faults against a real S3 server.
 * @param {import('../outcome.mjs').StepContext} context
 */
export async function runObjectStorage(context) {
  const provided = await provideRclone(context.env);
  if ('missing' in provided) return notRun(`object storage (${provided.missing})`);
  const wanted = { ...longTestsWanted, VIDEOEXPRESS_RCLONE: provided.program };
  return runVitest(context, asVitestFilters(longTests.objectStorage), wanted);
}
