import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';

/**
 * The part of vitest's json report that is read here.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ name: string, status: string, assertionResults: { status: string }[] }[]} testResults
 */

/**
 * @param {import('./outcome.mjs').StepContext} context
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runVitest(context, parameters, extra) {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-vitest-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  try {
    const ok = await runTool(context, ['vitest'], ['run', ...reporters, ...parameters], extra);
    return countVitest(JSON.parse(readFileSync(file, 'utf8')), ok);
  } catch {
    process.stderr.write('vitest ended without a report\n');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts a report. A file that could not even be loaded has no test to count, and an error outside every test leaves
 * all of them green: each is one failure, so neither can hide.
 * @param {VitestReport} report
 * @param {boolean} ok whether vitest itself ended well
 */
export function countVitest(report, ok) {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return { passed: report.numPassedTests, failed: failed === 0 && !ok ? 1 : failed };
}
