import { cpSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Whether a path is left out by these patterns of a `.dockerignore`, as far as ours go: `**` and `*`, no exceptions.
 * @param {string[]} patterns
 * @param {string} path from the root of the context, with forward slashes
 */
export function isIgnored(patterns, path) {
  return patterns.some((pattern) => {
    const source = pattern
      .split('**/')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*'))
      .join('(?:.*/)?');
    return new RegExp(`^${source}(?:/|$)`).test(path);
  });
}

/** @param {string} text */
export function ignorePatterns(text) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Copies what the image's build is given.
 * @param {string} root
 * @param {string} to
 */
export function copyBuildContext(root, to) {
  const patterns = ignorePatterns(readFileSync(join(root, '.dockerignore'), 'utf8'));
  cpSync(root, to, {
    recursive: true,
    filter: (from) => {
      const path = relative(root, from).split(sep).join('/');
      return path === '' || !isIgnored(patterns, path);
    },
  });
}
