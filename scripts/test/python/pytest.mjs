import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../setup/run.mjs';

/**
 * Runs pytest, its output going to the terminal, and counts what it did.
 * @param {string} python of the environment that has it
 * @param {string[]} parameters
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, timeoutMs: number }} options
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function runPytest(python, parameters, { cwd, env, timeoutMs }) {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-pytest-'));
  const file = join(folder, 'report.xml');
  try {
    const ended = await run(python, ['-m', 'pytest', '-q', `--junitxml=${file}`, ...parameters], {
      cwd,
      // Nothing is written into the clone.
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' },
      show: true,
      timeoutMs,
    });
    return countPytest(readFileSync(file, 'utf8'), ended.code === 0);
  } catch {
    process.stderr.write('pytest ended without a report\n');
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Counts a JUnit report. A test that was skipped was not run, which is a failure here.
 * @param {string} report
 * @param {boolean} ok whether pytest itself ended well
 */
export function countPytest(report, ok) {
  const suite = /<testsuite [^>]*>/.exec(report)?.[0] ?? '';
  /** @param {string} name */
  const count = (name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count('failures') + count('errors') + count('skipped');
  const passed = Math.max(0, count('tests') - failed);
  return { passed, failed: failed === 0 && (!ok || passed === 0) ? 1 : failed };
}
