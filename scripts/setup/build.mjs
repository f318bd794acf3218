import { sayIfSlow } from './announce.mjs';
import { toolEnvironment } from './environment.mjs';
import { repositoryRoot } from './folders.mjs';
import { run } from './run.mjs';
import { tool } from './tool.mjs';

/**
 * Builds what changed since the last build.
 * @param {{ node: string, searchPath: string[] }} tools
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function buildChanged({ node, searchPath }) {
  const parameters = [tool('turbo'), 'run', 'build', '--output-logs=errors-only', '--ui=stream'];
  const work = run(node, parameters, { cwd: repositoryRoot, env: toolEnvironment(searchPath), timeoutMs: 10 * 60_000 });
  const ended = await sayIfSlow('Building what changed (about 20 s the first time)', work);
  return { ok: ended.code === 0, output: ended.output };
}
