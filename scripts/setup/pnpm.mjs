import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { say } from './announce.mjs';
import { bringPackage } from './bring-package.mjs';
import { cacheFolder } from './folders.mjs';
import { executable, platformSuffix, pnpmPackageName } from './platform.mjs';
import { SetupError } from './setup-error.mjs';
import { pinnedPnpmVersion } from './versions.mjs';

/**
 * The pinned pnpm, downloaded once. It is started straight from its own folder: the copy under `.bin` is a placeholder
 * that only an install script would fill, and Turborepo wants a real program called pnpm on PATH.
 * @returns {Promise<{ program: string, folder: string }>}
 */
export async function providePnpm() {
  const version = pinnedPnpmVersion();
  const into = `pnpm-${version}-${platformSuffix()}`;
  const folder = join(cacheFolder(), into);
  if (!existsSync(folder)) {
    say(`Bringing pnpm ${version} (once, about 5 s)`);
    const brought = await bringPackage({ name: pnpmPackageName(), version, into });
    if ('failure' in brought) {
      throw new SetupError(
        `pnpm ${version} could not be brought: ${brought.failure}.\nCheck the connection and the proxy and run the same command again.`,
      );
    }
  }
  return { program: join(folder, executable('pnpm')), folder };
}
