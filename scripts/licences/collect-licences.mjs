import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findPackage, readPackage } from './package-facts.mjs';

/** @typedef {import('./package-facts.mjs').PackageFacts} PackageFacts */
/** @typedef {Omit<PackageFacts, 'folder' | 'dependencies' | 'optionalDependencies'>} Notice */
/** @typedef {{ texts: string[], packages: { name: string, version: string, licence: string, texts: number[] }[] }} Licences */

/** The workspace's own packages that ship: the page, the daemon, the command line, and what they are made of. */
export const shippedFolders = [
  'apps/web',
  'apps/daemon',
  'apps/cli',
  'packages/job-schema',
  'packages/studio',
  'packages/host',
  'packages/local-store',
  'packages/render-engines',
  'packages/cloud-clients',
];

/** Fonts that lie in the sources, with the text that they come under. */
const bundledFonts = {
  name: 'Fonts of the sketch engine',
  version: '',
  licence: 'OFL-1.1',
  file: 'packages/render-engines/fonts/OFL.txt',
};

/**
 * Every package of others that the shipped ones depend on, however far down, with licence and texts, sorted by name. What
 * the system's own variant of a native package brings comes under the licence of the package that asks for it.
 * @param {string} repositoryRoot
 * @returns {Licences} texts that many share are there once, and named by their index
 */
export function collectLicences(repositoryRoot) {
  /** @type {Map<string, PackageFacts>} */
  const found = new Map();
  // What our own packages name as optional is meant to be installed; that of others is a native file for each system.
  const waiting = shippedFolders.map((folder) => {
    const own = readPackage(path.join(repositoryRoot, folder));
    return { ...own, dependencies: [...own.dependencies, ...own.optionalDependencies] };
  });
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const name of at.dependencies) {
      if (name.startsWith('@videoexpress/')) continue;
      const folder = findPackage(name, at.folder);
      if (folder === null || found.has(folder)) continue;
      const facts = readPackage(folder);
      found.set(folder, facts);
      waiting.push(facts);
    }
  }
  const text = readFileSync(path.join(repositoryRoot, bundledFonts.file), 'utf8').trim();
  return withTextsOnce([...found.values(), { ...bundledFonts, texts: [text] }]);
}

/**
 * @param {readonly Notice[]} notices
 * @returns {Licences}
 */
function withTextsOnce(notices) {
  /** @type {string[]} */
  const texts = [];
  /** @param {string} text */
  const indexOf = (text) => {
    const known = texts.indexOf(text);
    return known === -1 ? texts.push(text) - 1 : known;
  };
  const sorted = [...new Map(notices.map((notice) => [sortKey(notice), notice])).entries()].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const packages = sorted.map(([, { name, version, licence, texts: own }]) => {
    return { name, version, licence, texts: own.map(indexOf) };
  });
  return { texts, packages };
}

/**
 * @param {Notice} notice
 * @returns {string}
 */
function sortKey({ name, version }) {
  return `${name.toLowerCase()} ${version}`;
}
