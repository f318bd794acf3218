import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { provideChromium } from './chromium.mjs';
import { longBrowserTests } from './long-tests.mjs';
import { notRun } from './outcome.mjs';
import { runTool } from './run-tool.mjs';

const webFolder = join('apps', 'web');

/**
 * The part of Playwright's json report that is read here.
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors
 */

/**
 * Tests with this tag take long: every look of every screen, a hundred thousand files. They belong to `test:all`, one at a
 * time: each keeps a small machine busy by itself.
 */
const longTag = '@long';

/** @param {import('./outcome.mjs').StepContext} context */
export const runBrowserTests = (context) =>
  runPlaywright(context, ['--grep-invert', [longTag, ...longBrowserTests].join('|')]);

/** @param {import('./outcome.mjs').StepContext} context */
export const runOtherBrowserTests = (context) =>
  runPlaywright(context, [...longBrowserTests, '--grep-invert', longTag]);

/** @param {import('./outcome.mjs').StepContext} context */
export const runLongBrowserTests = (context) => runPlaywright(context, ['--grep', longTag, '--workers', '1']);

/**
 * @param {import('./outcome.mjs').StepContext} context
 * @param {string[]} which
 * @param {{ config?: string, variables?: NodeJS.ProcessEnv }} [options] `config`: a file of the page's folder; `variables` of the
 *   environment, beside those of the context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runPlaywright(context, which, { config = 'playwright.config.ts', variables = {} } = {}) {
  const configFile = join(webFolder, config);
  if (!existsSync(join(repositoryRoot, configFile))) return { passed: 0, failed: 0 };
  const chromium = await provideChromium(context);
  if (chromium === null) return notRun('browser tests (no Chromium; install chromium or Google Chrome)');
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-playwright-'));
  const file = join(folder, 'report.json');
  const extra = { ...variables, VIDEOEXPRESS_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  try {
    const parameters = ['test', '--config', configFile, '--reporter=list,json', ...which];
    const ok = await runTool(context, ['@playwright/test', 'playwright'], parameters, extra);
    return countPlaywright(JSON.parse(readFileSync(file, 'utf8')), ok);
  } catch {
    process.stderr.write('Playwright ended without a report\n');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts a report. A test that passed only when repeated is a failure, and so is one that was left out.
 * @param {PlaywrightReport} report
 * @param {boolean} ok whether Playwright itself ended well
 */
export function countPlaywright({ stats, errors }, ok) {
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
  return { passed: stats.expected, failed: failed === 0 && !ok ? 1 : failed };
}
