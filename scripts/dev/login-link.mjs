import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until an address answers.
 * @param {string} url
 * @param {AbortSignal} signal
 */
export async function untilItAnswers(url, signal) {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal, redirect: 'manual' }).catch(() => null);
    if (answer !== null && answer.status < 500) return;
    await delay(200);
  }
}

/**
 * A fresh login link for the development origin. The daemon makes it for its own address.
 * @param {{ daemonUrl: string, origin: string, dataDir: string }} where
 * @returns {Promise<string>}
 */
export async function loginLink({ daemonUrl, origin, dataDir }) {
  const token = readFileSync(join(dataDir, 'state', 'token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${daemonUrl}/api/v1/login-codes`, { method: 'POST', headers });
  const { url } = /** @type {{ url: string }} */ (await answer.json());
  const { pathname, search } = new URL(url);
  return `${origin}${pathname}${search}`;
}

/**
 * Opens a page in the person's browser; where that cannot be done, the printed link is there.
 * @param {string} url
 */
export function openInBrowser(url) {
  const [file = '', ...parameters] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', url]
        : ['xdg-open', url];
  spawn(file, parameters, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
