import { performance } from 'node:perf_hooks';
import { toolEnvironment } from './setup/environment.mjs';
import { setUp } from './setup/set-up.mjs';
import { runScript } from './setup/setup-error.mjs';
import { runSteps, summarise } from './test/run-steps.mjs';
import { steps } from './test/steps.mjs';

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/**
 * A machine reads the last line, also where nothing could be run.
 * @param {unknown} error
 */
function reportFailedSetUp(error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  print('0 passed, 1 failed');
  return null;
}

// `npm test`, and with --all `npm run test:all`: the set-up, then every check; the last line is `N passed, N failed`.
await runScript(async () => {
  const all = process.argv.includes('--all');
  const startedAt = performance.now();
  const tools = await setUp({ forDevelopers: true }).catch(reportFailedSetUp);
  if (tools === null) return 1;
  const setUpSeconds = (performance.now() - startedAt) / 1000;
  const env = toolEnvironment(tools.searchPath);
  const wanted = steps.filter(({ when }) => all || when === 'always');
  const results = await runSteps(wanted, { tools, env, all }, print);
  const setUpResult = { name: 'set-up', passed: 0, failed: 0, seconds: setUpSeconds };
  const { table, lastLine, ok } = summarise([setUpResult, ...results]);
  print(`\n${table.join('\n')}\n`);
  print(lastLine);
  return ok ? 0 : 1;
});
