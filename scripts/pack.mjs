import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { checkContents } from './pack/check-contents.mjs';
import { machinePaths } from './pack/machine-paths.mjs';
import { makeTarball } from './pack/make-tarball.mjs';
import { unpackTarball } from './pack/unpack-tarball.mjs';
import { say } from './setup/announce.mjs';
import { repositoryRoot } from './setup/folders.mjs';
import { runScript, SetupError } from './setup/setup-error.mjs';
import { build, setUp } from './setup/set-up.mjs';

// `npm run pack`: builds, and makes `videoexpress-<version>.tgz` in the root of the clone.
await runScript(async () => {
  await build(await setUp({ forDevelopers: true }));
  const tarball = await makeTarball(repositoryRoot);
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-unpacked-'));
  try {
    const files = await unpackTarball(tarball, folder);
    const problems = checkContents(files, machinePaths());
    if (problems.length > 0) throw new SetupError(`The package is not fit to be published:\n${problems.join('\n')}`);
    const unpacked = files.reduce((sum, { bytes }) => sum + bytes, 0);
    say(`${basename(tarball)}: ${megabytes(statSync(tarball).size)}, ${megabytes(unpacked)} unpacked`);
    say(`Try it: npx ./${basename(tarball)} start`);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
