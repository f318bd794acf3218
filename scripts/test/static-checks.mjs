import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { build } from '../setup/set-up.mjs';
import { oneCheck } from './outcome.mjs';
import { runTool } from './run-tool.mjs';

/** @typedef {import('./outcome.mjs').StepContext} StepContext */

/** @param {StepContext} context */
export async function checkBuild({ tools }) {
  try {
    await build(tools);
    return oneCheck(true);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return oneCheck(false);
  }
}

/** @param {StepContext} context */
export async function checkFormat(context) {
  return oneCheck(await runTool(context, ['@biomejs/biome', 'biome'], ['format', '.']));
}

/** @param {StepContext} context */
export async function checkLint(context) {
  return oneCheck(await runTool(context, ['oxlint'], ['--deny-warnings']));
}

/** Each is one program for the type checker, and one check. */
const typePrograms = ['tsconfig.json', 'apps/web/tsconfig.json', 'apps/web/e2e/gpu/tsconfig.json'];

/** @param {StepContext} context */
export async function checkTypes(context) {
  const present = typePrograms.filter((program) => existsSync(join(repositoryRoot, program)));
  let failed = 0;
  for (const program of present) {
    const ok = await runTool(context, ['typescript', 'tsc'], ['--noEmit', '--project', program]);
    if (!ok) failed += 1;
  }
  return { passed: present.length - failed, failed };
}

/** @param {StepContext} context */
export async function checkGenerated({ tools, env }) {
  const script = join(repositoryRoot, 'scripts', 'gen.mjs');
  const ended = await run(tools.node, [script, '--check'], { cwd: repositoryRoot, env, show: true });
  return oneCheck(ended.code === 0);
}
