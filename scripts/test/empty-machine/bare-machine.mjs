import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';
import { makeBarePath } from './bare-path.mjs';

/**
 * A fresh clone with a home folder, caches and a PATH of its own.
 * @typedef {object} BareMachine
 * @property {string} clone
 * @property {string} dataDir
 * @property {NodeJS.ProcessEnv} env
 * @property {() => void} remove
 */

/**
 * Only what reaches the network is taken over, and a cache of downloaded packages where one is named, to save time.
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function bareEnvironment(folder) {
  /** @type {NodeJS.ProcessEnv} */
  const env = { HOME: join(folder, 'home'), PATH: join(folder, 'bin'), TMPDIR: join(folder, 'tmp'), LANG: 'C.UTF-8' };
  for (const [name, value] of Object.entries(process.env)) {
    if (/^(npm_config_registry|https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i.test(name))
      env[name] = value;
  }
  const cache = process.env['VIDEOEXPRESS_TEST_NPM_CACHE'];
  return cache ? { ...env, npm_config_cache: cache } : env;
}

/** @returns {Promise<BareMachine | { missing: string }>} */
export async function makeBareMachine() {
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-bare-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  for (const name of ['home', 'tmp']) mkdirSync(join(folder, name));
  const clone = join(folder, 'clone');
  const cloned = await run('git', ['clone', '--quiet', repositoryRoot, clone]);
  const ready = cloned.code === 0 && (await makeBarePath(join(folder, 'bin')));
  if (!ready) {
    remove();
    return { missing: cloned.code === 0 ? 'no Node 20; install Node 20' : 'no git clone; run it in a clone, with git' };
  }
  return { clone, dataDir: join(folder, 'data'), env: bareEnvironment(folder), remove };
}

/**
 * A command on that machine, running.
 * @typedef {object} Running
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number | null>} ended
 * @property {() => string} output
 */

/**
 * @param {BareMachine} machine
 * @param {string[]} command
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {Running}
 */
export function startOn({ clone, env }, [program = '', ...parameters], extra = {}) {
  const file = join(env['PATH'] ?? '', program);
  const child = spawn(file, parameters, { cwd: clone, env: { ...env, ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
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
