import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackage, readPackage } from '../licences/package-facts.mjs';
import { bundledPackages } from './bundled-packages.mjs';

/** @typedef {'bundled' | 'page' | 'installed' | 'native'} How bundled in the program, asked for by the page, brought by npm, a native file of which npm brings the one for the system */

/**
 * A part of the product that others made.
 * @typedef {object} Part
 * @property {string} name
 * @property {string} version
 * @property {string} licence as its maker names it, `''` where it was not read
 * @property {How[]} how
 * @property {string[]} needs `name@version` of parts
 */

/**
 * Everything of others in the published package or brought along with it, by `name@version`.
 * @param {string} repositoryRoot a clone with its packages installed and the bundle built
 * @returns {Map<string, Part>}
 */
export function listParts(repositoryRoot) {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  for (const folder of bundledPackages(repositoryRoot)) add(parts, readPackage(folder), 'bundled');

  const page = readPackage(join(repositoryRoot, 'apps', 'web'));
  follow(parts, page.folder, page.dependencies, 'page');

  const published = readPackage(join(repositoryRoot, 'apps', 'cli'));
  follow(parts, published.folder, [...published.dependencies, ...published.optionalDependencies], 'installed');
  return new Map([...parts].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * @param {Map<string, Part>} parts
 * @param {import('../licences/package-facts.mjs').PackageFacts} facts
 * @param {How} how
 */
function add(parts, { name, version, licence }, how) {
  const id = `${name}@${version}`;
  const known = parts.get(id) ?? { name, version, licence, how: [], needs: [] };
  if (!known.how.includes(how)) known.how.push(how);
  parts.set(id, known);
  return known;
}

/**
 * Adds what packages of these names are, and what those need in their turn.
 * @param {Map<string, Part>} parts
 * @param {string} from
 * @param {string[]} names
 * @param {How} how
 * @param {Set<string>} [seen]
 * @returns {string[]} what the names are here, as `name@version`
 */
function follow(parts, from, names, how, seen = new Set()) {
  return names.flatMap((name) => {
    if (name.startsWith('@videoexpress/')) return [];
    const folder = findPackage(name, from);
    if (folder === null) return [];
    const facts = readPackage(folder);
    const part = add(parts, facts, how);
    if (!seen.has(folder)) {
      seen.add(folder);
      const natives = how === 'installed' ? addNatives(parts, facts) : [];
      part.needs = [...new Set([...part.needs, ...follow(parts, folder, facts.dependencies, how, seen), ...natives])];
    }
    return [`${part.name}@${part.version}`];
  });
}

/**
 * The native files of a package, one a system: npm brings the one that fits, and only that one is on this machine.
 * @param {Map<string, Part>} parts
 * @param {import('../licences/package-facts.mjs').PackageFacts} facts
 * @returns {string[]}
 */
function addNatives(parts, { folder, licence }) {
  const { optionalDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(optionalDependencies).map(([name, version]) => {
    parts.set(`${name}@${version}`, { name, version: String(version), licence, how: ['native'], needs: [] });
    return `${name}@${version}`;
  });
}
