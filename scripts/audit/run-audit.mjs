import { readFileSync } from 'node:fs';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { createChecklist } from '../test/checklist.mjs';
import { judgeAdvisories } from './judge-advisories.mjs';
import { startPlantedRegistry } from './planted-registry.mjs';

const explainedFile = new URL('explained.json', import.meta.url);
/** The registry is not reached, or has no such service: a mirror of packages often has none. */
const notServed = /AUDIT_BAD_RESPONSE|ENOTFOUND|ECONN|EAI_AGAIN|ETIMEDOUT|error sending request|NETWORK_ERROR/;

/**
 * Looks up known weaknesses of every package of the lock file. Where the registry does not answer such a question it says
 * so, and nothing is counted: neither a pass nor a failure.
 * @param {import('../test/outcome.mjs').StepContext} context
 * @returns {Promise<import('../test/outcome.mjs').Outcome>}
 */
export async function runAudit({ tools, env }) {
  const { counted, check } = createChecklist();
  const planted = await startPlantedRegistry();
  try {
    const registry = { pnpm_config_registry: planted.url, npm_config_registry: planted.url, NO_PROXY: '127.0.0.1' };
    const { advisories, output } = await audit(tools.pnpm, { ...env, ...registry });
    const seen = judgeAdvisories(advisories ?? [], []).some((line) => line.startsWith('critical: express '));
    check('a weakness that is planted is found', seen, () => output);
  } finally {
    planted.close();
  }
  const { advisories, output } = await audit(tools.pnpm, env);
  if (advisories === null && notServed.test(output)) {
    process.stdout.write('  not checked: the registry that is set here does not say which weaknesses are known\n');
    return counted;
  }
  const explained = JSON.parse(readFileSync(explainedFile, 'utf8'));
  const open = advisories === null ? [output] : judgeAdvisories(advisories, explained);
  check('every known weakness of a package is mended or explained', open.length === 0, () => open.join('\n'));
  return counted;
}

/**
 * @param {string} pnpm
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ advisories: import('./judge-advisories.mjs').Advisory[] | null, output: string }>} null: no report
 */
async function audit(pnpm, env) {
  const { output } = await run(pnpm, ['audit', '--json'], { cwd: repositoryRoot, env, timeoutMs: 60_000 });
  try {
    const { advisories } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
    return { advisories: advisories === undefined ? null : Object.values(advisories), output };
  } catch {
    return { advisories: null, output };
  }
}
