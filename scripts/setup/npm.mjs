import { run } from './run.mjs';
import { toolEnvironment } from './environment.mjs';

/**
 * Runs npm: the very one that runs this script where it says which, otherwise the one on PATH.
 * @param {string[]} parameters
 * @param {number} timeoutMs
 */
export function runNpm(parameters, timeoutMs) {
  const told = process.env['npm_execpath'] ?? '';
  const options = { env: toolEnvironment(), timeoutMs };
  if (told.endsWith('npm-cli.js')) return run(process.execPath, [told, ...parameters], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', parameters, options);
}

const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/;

/**
 * Why a download failed, in words for the person waiting.
 * @param {import('./run.mjs').Ended} ended
 */
export function downloadFailure(ended) {
  if (ended.timedOut) return 'it took too long';
  if (unreachable.test(ended.output)) return 'the package registry cannot be reached';
  if (/ENOSPC/.test(ended.output)) return 'the disk is full';
  if (/EACCES|EPERM|EROFS/.test(ended.output)) return 'a folder may not be written';
  const lines = ended.output.split('\n').map((line) => line.trim());
  return lines.find((line) => /err/i.test(line)) ?? lines.find((line) => line !== '') ?? 'no reason was given';
}
