import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './folders.mjs';

/** What the daemon runs on: from here up, every native module it loads is known to work. */
export const oldestNodeForUsers = '22.14.0';
/** The Node-API that the database's native module is built against; 22.13 and early 23 lack it, and crash. */
export const oldestNodeApi = 10;
/** What the sources run on: from here up, Node runs TypeScript without a flag. */
export const oldestNodeForDevelopers = '22.18.0';
/** Tried in this order: the first is not published for every platform, the second is. */
export const providedNodeVersions = ['24.21.0', '22.23.2'];

/** The pnpm that the root package.json pins, for example `12.21.0`. */
export function pinnedPnpmVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  return String(packageManager).replace('pnpm@', '');
}

/**
 * Whether `version` is at least `oldest`; both as in `process.versions.node`.
 * @param {string} version
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const left = version.split('.').map(Number);
  const right = oldest.split('.').map(Number);
  for (let part = 0; part < 3; part += 1) {
    const difference = (left[part] ?? 0) - (right[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
