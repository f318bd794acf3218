import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * Somebody who has the tarball, a Node, an npm, and nothing else: own home, own empty npm cache, an empty folder.
 * @typedef {object} Stranger
 * @property {string} folder where they stand; the tarball lies in it
 * @property {string} tarball its name there
 * @property {string} dataDir
 * @property {string} npmCache
 * @property {string} prefix where `npm install -g` puts things
 * @property {(program: 'npm' | 'npx', parameters: string[]) => Running} npm
 * @property {(file: string, parameters: string[]) => Running} start any other program
 * @property {() => void} remove
 */

/**
 * @typedef {object} Running
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number | null>} ended exit code, null after a signal
 * @property {() => string} output
 */

const forNetwork = /^(npm_config_registry|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i;

/**
 * @param {{ tarball: string, node: string, npmFolder: string, settings?: Record<string, string> }} parts `settings` are
 * variables that they have set
 * @returns {Stranger}
 */
export function makeStranger({ tarball, node, npmFolder, settings = {} }) {
  // npm shortens nothing of a path, and a link in it would make two names for one folder.
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'videoexpress-stranger-')));
  /** @param {string} name */
  const inRoot = (name) => join(root, name);
  for (const name of ['home', 'bin', 'tmp', 'here']) mkdirSync(inRoot(name));
  copyFileSync(tarball, join(inRoot('here'), basename(tarball)));
  symlinkSync(node, join(inRoot('bin'), 'node'));
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    HOME: inRoot('home'),
    PATH: [inRoot('bin'), '/usr/bin', '/bin'].join(':'),
    TMPDIR: inRoot('tmp'),
    LANG: 'C.UTF-8',
    npm_config_cache: inRoot('npm-cache'),
    npm_config_prefix: inRoot('prefix'),
    npm_config_update_notifier: 'false',
    npm_config_fetch_retries: '1',
    ...settings,
  };
  for (const [name, value] of Object.entries(process.env)) if (forNetwork.test(name)) env[name] = value;
  /** @param {string} file @param {string[]} parameters */
  const start = (file, parameters) => run(file, parameters, inRoot('here'), env);
  return {
    folder: inRoot('here'),
    tarball: basename(tarball),
    dataDir: inRoot('data'),
    npmCache: inRoot('npm-cache'),
    prefix: inRoot('prefix'),
    npm: (program, parameters) => start(node, [join(npmFolder, `${program}-cli.js`), ...parameters]),
    start,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/**
 * @param {string} file
 * @param {string[]} parameters
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Running}
 */
function run(file, parameters, cwd, env) {
  const child = spawn(file, parameters, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
      resolve(null);
    });
    child.on('close', resolve);
  });
  return { child, ended, output: () => output };
}
