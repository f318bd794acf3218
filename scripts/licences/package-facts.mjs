import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * What a package says of itself that its licence notice needs.
 * @typedef {object} PackageFacts
 * @property {string} folder
 * @property {string} name
 * @property {string} version
 * @property {string} licence as SPDX names it
 * @property {string[]} dependencies
 * @property {string[]} optionalDependencies
 * @property {string[]} texts
 */

/**
 * Reads an installed package, its licence texts included.
 * @param {string} folder
 * @returns {PackageFacts}
 */
export function readPackage(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return {
    folder,
    name: String(manifest.name),
    version: String(manifest.version ?? ''),
    licence: licenceOf(manifest),
    dependencies: Object.keys(manifest.dependencies ?? {}),
    optionalDependencies: Object.keys(manifest.optionalDependencies ?? {}),
    texts: readdirSync(folder)
      .filter((name) => /^(?:licen[cs]e|copying|notice|ofl)(?:[.-]|$)/i.test(name))
      .toSorted()
      .map((name) => path.join(folder, name))
      .filter((file) => statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim()),
  };
}

/**
 * Where a package finds one that it depends on, as Node looks for it; null where that is not installed.
 * @param {string} name
 * @param {string} from
 * @returns {string | null}
 */
export function findPackage(name, from) {
  for (let folder = realpathSync(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (statSync(path.join(candidate, 'package.json'), { throwIfNoEntry: false }) !== undefined) {
      return realpathSync(candidate);
    }
    if (path.dirname(folder) === folder) return null;
  }
}

/**
 * @param {{ license?: unknown, licenses?: unknown }} manifest
 * @returns {string}
 */
function licenceOf(manifest) {
  if (typeof manifest.license === 'string') return manifest.license;
  const named = Array.isArray(manifest.licenses) ? manifest.licenses[0] : manifest.license;
  return String(Object(named).type ?? '');
}
