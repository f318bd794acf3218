import { sayIfSlow } from './announce.mjs';
import { toolEnvironment } from './environment.mjs';
import { repositoryRoot } from './folders.mjs';
import { downloadFailure, isKnownFailure } from './npm.mjs';
import { run } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { isInstalled, writeStamp } from './stamp.mjs';

/**
 * Installs exactly what the lock file says; does nothing where that has been done.
 * @param {{ program: string, searchPath: string[] }} pnpm
 */
export async function installPackages({ program, searchPath }) {
  if (isInstalled()) return;
  // By default pnpm waits up to a minute before it tries again, which looks like a hang where there is no network.
  const retries = ['fetch-retries=2', 'fetch-retry-mintimeout=500', 'fetch-retry-maxtimeout=2000'];
  const settings = [...retries, 'confirm-modules-purge=false'].map((setting) => `--config.${setting}`);
  const parameters = ['install', '--frozen-lockfile', '--reporter=append-only', ...settings];
  const environment = { ...toolEnvironment(searchPath), CI: 'true' };
  const work = run(program, parameters, { cwd: repositoryRoot, env: environment, timeoutMs: 15 * 60_000 });
  const ended = await sayIfSlow('Installing packages from the lock file (about 30 s the first time)', work);
  if (ended.code === 0) {
    writeStamp();
    return;
  }
  if (/OUTDATED_LOCKFILE|lockfile is not up to date/i.test(ended.output)) {
    throw new SetupError(
      'pnpm-lock.yaml does not fit the package.json files.\nAfter a change of dependencies run pnpm install once and commit the lock file with it.',
    );
  }
  if (!isKnownFailure(ended)) process.stderr.write(ended.output);
  throw new SetupError(
    `The packages could not be installed: ${downloadFailure(ended)}.\nCheck the connection and the proxy and run the same command again; what was downloaded is kept.`,
  );
}
