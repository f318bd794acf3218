import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Licences } from '@videoexpress/job-schema';
import { findPackage, type PackageFacts, readPackage } from './package-facts.ts';

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
] as const;

/** Fonts that lie in the sources, with the text that they come under. */
const bundledFonts = {
  name: 'Noto, Bricolage Grotesque and the other fonts of the sketch engine',
  licence: 'OFL-1.1',
  file: 'packages/render-engines/fonts/OFL.txt',
} as const;

/**
 * Every package of others that the shipped ones depend on, however far down, with licence and texts, sorted by name. What
 * the system's own variant of a native package brings comes under the licence of the package that asks for it.
 */
export function collectLicences(repositoryRoot: string): Licences {
  const found = new Map<string, PackageFacts>();
  const waiting: PackageFacts[] = shippedFolders.map((folder) => readPackage(path.join(repositoryRoot, folder)));
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
  const fonts = {
    ...bundledFonts,
    version: '',
    texts: [readFileSync(path.join(repositoryRoot, bundledFonts.file), 'utf8').trim()],
  };
  return withTextsOnce([...found.values(), fonts]);
}

function withTextsOnce(packages: readonly Omit<PackageFacts, 'folder' | 'dependencies'>[]): Licences {
  const texts: string[] = [];
  const indexOf = (text: string): number => {
    const known = texts.indexOf(text);
    return known === -1 ? texts.push(text) - 1 : known;
  };
  const seen = new Set<string>();
  const listed = packages
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .filter((each) => !seen.has(sortKey(each)) && seen.add(sortKey(each)))
    .map(({ name, version, licence, texts: own }) => ({ name, version, licence, texts: own.map(indexOf) }));
  return { texts, packages: listed };
}

function sortKey({ name, version }: { name: string; version: string }): string {
  return `${name.toLowerCase()} ${version}`;
}
