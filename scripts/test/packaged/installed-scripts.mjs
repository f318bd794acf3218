import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** npm runs these of a package that it installs; with a `binding.gyp` and no such script, it would compile. */
const installScripts = ['preinstall', 'install', 'postinstall'];

/**
 * The packages below a `node_modules` that would have npm run something: by their manifests as they lie there, and by
 * npm's own note of it.
 * @param {string} modules
 * @returns {string[]}
 */
export function packagesWithScripts(modules) {
  const found = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'package.json' && isPackage(entry.parentPath))
    .flatMap(({ parentPath }) => {
      const { name, scripts = {}, gypfile } = JSON.parse(readFileSync(join(parentPath, 'package.json'), 'utf8'));
      const own = installScripts.filter((script) => script in scripts);
      const compiles = gypfile !== false && existsSync(join(parentPath, 'binding.gyp')) && own.length === 0;
      return own.length > 0 || compiles ? [String(name)] : [];
    });
  return [...new Set([...found, ...noted(join(modules, '.package-lock.json'))])];
}

/** @param {string} folder whether it lies directly in a `node_modules`, with or without a scope */
function isPackage(folder) {
  return /[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+$/.test(folder);
}

/** @param {string} lockFile */
function noted(lockFile) {
  if (!existsSync(lockFile)) return [];
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8'));
  return Object.entries(packages).flatMap(([path, entry]) => (entry.hasInstallScript === true ? [path] : []));
}

/**
 * What npm installed below a `node_modules` and the package's own list of parts does not know.
 * @param {string} modules
 * @returns {string[]}
 */
export function notInList(modules) {
  const own = join(modules, 'videoexpress', 'sbom.cdx.json');
  /** @type {{ components: { name: string, version?: string }[] }} */
  const { components } = JSON.parse(readFileSync(own, 'utf8'));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  const { packages } = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .map(
      ([path, { version }]) => `${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    )
    .filter((id) => !id.startsWith('videoexpress@') && !listed.has(id));
}
