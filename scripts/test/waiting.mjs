import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A port of this machine that is free now.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** @param {string} url */
export async function answers(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  return answer?.status === 200;
}

/**
 * Waits for `condition`; answers the seconds it took, or null when the time ran out or the command ended first.
 * @param {() => Promise<boolean> | boolean} condition
 * @param {number} limitMs
 * @param {{ child: import('node:child_process').ChildProcess }} [whileRuns]
 */
export async function until(condition, limitMs, whileRuns) {
  const startedAt = performance.now();
  while (performance.now() - startedAt < limitMs) {
    if (await condition()) return (performance.now() - startedAt) / 1000;
    if (whileRuns !== undefined && whileRuns.child.exitCode !== null) return null;
    await delay(20);
  }
  return null;
}

/** @param {string} file */
export function isMp4(file) {
  if (!existsSync(file)) return false;
  const bytes = readFileSync(file);
  return bytes.length > 1000 && bytes.toString('latin1', 4, 8) === 'ftyp';
}

/** @param {number | null} code @param {number} limitMs @param {Promise<number | null>} ended */
export async function endsWith(code, limitMs, ended) {
  return (await Promise.race([ended, delay(limitMs, 'late')])) === code;
}
