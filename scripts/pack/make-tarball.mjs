import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { runNpm } from '../setup/npm.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { stagePackage } from './stage-package.mjs';

/**
 * Makes the one tarball of the product from what was built.
 * @param {string} into the folder for it
 * @returns {Promise<string>} the file, absolute
 */
export async function makeTarball(into) {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-pack-'));
  try {
    const staged = join(folder, 'package');
    const { name, version } = stagePackage(repositoryRoot, staged);
    const flags = ['--ignore-scripts', '--loglevel=error', '--pack-destination', into];
    const ended = await runNpm(['pack', staged, ...flags], 120_000);
    const tarball = join(into, `${name}-${version}.tgz`);
    if (ended.code !== 0 || !existsSync(tarball)) throw new SetupError(`npm pack failed:\n${ended.output}`);
    return tarball;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
