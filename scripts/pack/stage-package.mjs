import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials } from '../sbom/bill-of-materials.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { packedManifest } from './packed-manifest.mjs';
import { thirdPartyNotices } from './notices.mjs';

/** What the build makes and the launcher, each copied whole. */
const built = ['bin', 'dist', 'ui'];
/** Made by the build for the list of parts, and of no use to who runs it. */
const notPublished = [join('dist', 'bundled-files.json')];
/** What `worker start` needs of the GPU worker; nothing of its tests, and nothing that Python leaves behind. */
const ofTheWorker = [
  'src',
  'pyproject.toml',
  'README.md',
  'requirements-own-gpu.lock.txt',
  'requirements-own-gpu-cuda.lock.txt',
];

/** What sets a Supabase project up, for `cloud setup` and for the Supabase CLI. */
const ofSupabase = ['config.toml', 'migrations', 'templates'];

/**
 * Lays out in `folder` what the tarball will hold.
 * @param {string} repositoryRoot
 * @param {string} folder empty
 * @returns {{ name: string, version: string }}
 */
export function stagePackage(repositoryRoot, folder) {
  const source = join(repositoryRoot, 'apps', 'cli');
  mkdirSync(folder, { recursive: true });
  for (const name of built) {
    const from = join(source, name);
    if (!existsSync(from)) throw new SetupError(`${from} is missing. Run npm run build.`);
    cpSync(from, join(folder, name), { recursive: true });
  }
  for (const name of notPublished) rmSync(join(folder, name), { force: true });
  for (const name of ofTheWorker) {
    const from = join(repositoryRoot, 'runpod-worker', name);
    const filter = (/** @type {string} */ path) => !path.includes('__pycache__');
    cpSync(from, join(folder, 'runpod-worker', name), { recursive: true, filter });
  }
  for (const name of ofSupabase) {
    cpSync(join(repositoryRoot, 'supabase', name), join(folder, 'supabase', name), { recursive: true });
  }
  cpSync(join(source, 'README.md'), join(folder, 'README.md'));
  const manifest = packedManifest(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const { dependencies, optionalDependencies } = /** @type {import('./packed-manifest.mjs').Manifest} */ (manifest);
  const besides = Object.keys({ ...dependencies, ...optionalDependencies });
  writeFileSync(join(folder, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(repositoryRoot, besides));
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(repositoryRoot), null, 2)}\n`);
  return { name: String(manifest['name']), version: String(manifest['version']) };
}
