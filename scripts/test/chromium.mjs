import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from '../setup/announce.mjs';
import { executable } from '../setup/platform.mjs';
import { repositoryRoot } from '../setup/folders.mjs';
import { run } from '../setup/run.mjs';
import { tool } from '../setup/tool.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const usualPlaces = [
  '/usr/bin/chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env['PROGRAMFILES'] ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
];

/**
 * A Chromium for the browser tests: the one named in VIDEOEXPRESS_CHROMIUM, one found on the machine, Playwright's own
 * download, or, as root on Debian, its package. Nothing here asks a question.
 * @param {import('./outcome.mjs').StepContext} context
 * @returns {Promise<string | null>} the program, or null where none can be had
 */
export async function provideChromium(context) {
  return (await findChromium()) ?? (await downloadChromium(context)) ?? (await installDebianChromium());
}

async function findChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, executable(name))));
  const named = process.env['VIDEOEXPRESS_CHROMIUM'];
  for (const program of [...(named ? [named] : []), ...onPath, ...usualPlaces]) {
    if (await works(program)) return program;
  }
  return null;
}

/**
 * Whether a program is there and starts: a Chromium without its libraries, or Ubuntu's stub for its snap, does not.
 * @param {string} program
 */
async function works(program) {
  if (!existsSync(program)) return false;
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return true;
  return (await run(program, ['--version'], { timeoutMs: 20_000 })).code === 0;
}

/** @param {import('./outcome.mjs').StepContext} context */
async function downloadChromium({ tools, env }) {
  const ask = "process.stdout.write(require('playwright-core').chromium.executablePath())";
  // Playwright gives up on a host that does not answer after this long, and tries each host several times.
  const { PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: _, ...rest } = env;
  const environment = { ...rest, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  const options = { cwd: repositoryRoot, env: environment };
  const program = (await run(tools.node, ['-e', ask], options)).output;
  if (await works(program)) return program;
  say('Bringing a Chromium for the browser tests (once, at most 2 minutes)');
  const parameters = [tool('@playwright/test', 'playwright'), 'install', 'chromium'];
  await run(tools.node, parameters, { ...options, timeoutMs: 120_000 });
  return (await works(program)) ? program : null;
}

async function installDebianChromium() {
  const isRoot = process.getuid?.() === 0;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!isRoot || !/^ID=debian$/m.test(release)) return null;
  say('Installing Debian’s chromium package for the browser tests (once, about 40 s)');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeoutMs: 300_000 };
  const install = ['install', '--yes', '--no-install-recommends', 'chromium'];
  // The package lists of a bare machine are missing or old; where they are good, asking for them costs nothing.
  if ((await run('apt-get', ['update'], options)).code === 0) await run('apt-get', install, options);
  return (await works('/usr/bin/chromium')) ? '/usr/bin/chromium' : null;
}
