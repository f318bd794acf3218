import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { longTests } from './long-tests.mjs';

const program = join(repositoryRoot, 'packages', 'host', 'src', 'secrets', 'testing', 'try-keychain.ts');
const vitest = join(repositoryRoot, 'node_modules', 'vitest', 'vitest.mjs');
const needed = { 'dbus-run-session': 'dbus', 'gnome-keyring-daemon': 'gnome-keyring' };

/**
 * The real keychain of a Linux desktop, in a session of its own: unlocked, with nothing to unlock, and with a bus that is
 * not there; then the canary suite, with the keychain as the place where values are kept. Where its programs are missing and
 * this may be mended, apt brings them, and says so; else the step fails.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function tryKeychain({ tools, env }) {
  if (process.platform !== 'linux') return { passed: 0, failed: 0, notRun: ['the keychain of a Linux desktop'] };
  const missing = await provide(env);
  if (missing.length > 0) {
    process.stderr.write(`The keychain cannot be tried here. Install ${missing.join(' and ')}.\n`);
    return { passed: 0, failed: 1 };
  }
  const attempt = `"${tools.node}" --conditions=source "${program}"`;
  // A home of its own, so that no keyring of the person's is touched.
  const home = 'HOME=$(mktemp -d); export HOME; trap \'rm -rf "$HOME"\' EXIT';
  const unlock = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null';
  const sessions = [
    ['dbus-run-session', '--', 'sh', '-c', `${home}; ${unlock}; ${attempt} unlocked`],
    ['dbus-run-session', '--', 'sh', '-c', `${home}; ${attempt} unusable`],
    ['env', 'DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus', 'sh', '-c', `${attempt} unusable`],
  ];
  const canaries = `VIDEOEXPRESS_LONG_TESTS=1 VIDEOEXPRESS_CANARY_KEYCHAIN=1 "${tools.node}" "${vitest}" run ${longTests.canaries.join(' ')}`;
  sessions.push(['dbus-run-session', '--', 'sh', '-c', `${home}; ${unlock}; ${canaries}`]);
  let failed = 0;
  for (const [name = '', ...parameters] of sessions) {
    const ended = await run(name, parameters, { cwd: repositoryRoot, env, show: true });
    if (ended.code !== 0) failed += 1;
  }
  return { passed: sessions.length - failed, failed };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>} the packages that are still missing
 */
async function provide(env) {
  const lacking = () => Object.entries(needed).flatMap(([name, owner]) => (isThere(name) ? [] : [owner]));
  const missing = lacking();
  if (missing.length === 0 || process.getuid?.() !== 0 || !isThere('apt-get')) return missing;
  process.stderr.write(`Installing ${missing.join(' and ')} with apt-get\n`);
  await run('apt-get', ['install', '-y', '-q', ...missing], { cwd: repositoryRoot, env, show: true });
  return lacking();
}

/** @param {string} name */
function isThere(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}
