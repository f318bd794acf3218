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

export const registryUnreachable = 'the package registry cannot be reached';

/** What npm and pnpm write, and what it means. */
const meanings = [
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|error sending request|NETWORK_ERROR/,
    meaning: registryUnreachable,
  },
  { pattern: /ENOSPC|No space left/i, meaning: 'the disk is full' },
  { pattern: /EACCES|EPERM|EROFS|Permission denied/i, meaning: 'a folder may not be written' },
];

/** @param {import('./run.mjs').Ended} ended */
const meaningOf = (ended) => meanings.find(({ pattern }) => pattern.test(ended.output))?.meaning;

/**
 * Whether `downloadFailure` says all there is to say, so that the tool's own output need not be shown.
 * @param {import('./run.mjs').Ended} ended
 */
export function isKnownFailure(ended) {
  return ended.timedOut || meaningOf(ended) !== undefined;
}

/**
 * Why a download failed, in words for the person waiting.
 * @param {import('./run.mjs').Ended} ended
 */
export function downloadFailure(ended) {
  if (ended.timedOut) return 'it took too long';
  const lines = ended.output.split('\n').map((line) => line.trim());
  return (
    meaningOf(ended) ??
    lines.find((line) => /err/i.test(line)) ??
    lines.find((line) => line !== '') ??
    'no reason was given'
  );
}
