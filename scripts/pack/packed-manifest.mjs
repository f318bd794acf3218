import { SetupError } from '../setup/setup-error.mjs';

/**
 * The part of a package.json that is read here.
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} version
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, unknown>} [engines]
 */

/** What the published manifest holds, in this order. Scripts and development dependencies stay in the clone. */
const kept = ['name', 'version', 'description', 'license', 'keywords', 'type', 'bin', 'engines'];
const exactVersion = /^\d+\.\d+\.\d+$/;

/**
 * The manifest of the tarball: what npm and a person need, and nothing of the workspace. The dependencies stand in it as
 * they are written, so that a plain `npm pack` in the folder gives a package that installs too.
 * @param {Record<string, unknown>} manifest the package.json in the clone
 * @returns {Record<string, unknown>}
 */
export function packedManifest(manifest) {
  const packed = Object.fromEntries(kept.filter((key) => key in manifest).map((key) => [key, manifest[key]]));
  for (const kind of ['dependencies', 'optionalDependencies']) {
    const wanted = /** @type {Record<string, string>} */ (manifest[kind] ?? {});
    for (const [name, version] of Object.entries(wanted)) {
      if (exactVersion.test(version)) continue;
      throw new SetupError(
        `${name} has to be pinned to one version in ${String(manifest['name'])}, not to ${version}.`,
      );
    }
    if (Object.keys(wanted).length > 0) packed[kind] = wanted;
  }
  return packed;
}
