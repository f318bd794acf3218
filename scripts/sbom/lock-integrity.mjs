import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The SHA-512 of every package in the lock file, in hexadecimal, by `name@version`.
 * @param {string} repositoryRoot
 * @returns {Map<string, string>}
 */
export function lockedHashes(repositoryRoot) {
  const lock = readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8');
  const entries = lock.matchAll(
    /^ {2}'?((?:@[^@\s']+\/)?[^@\s']+@[^\s':(]+)'?:\n {4}resolution: \{integrity: sha512-([^,}]+)/gm,
  );
  return new Map([...entries].map(([, id = '', hash = '']) => [id, Buffer.from(hash, 'base64').toString('hex')]));
}
