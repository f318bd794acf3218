import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../../setup/run.mjs';

const script = join(import.meta.dirname, 'bare-root.sh');
const empty = ['usr', 'proc', 'dev', 'tmp', 'etc', 'root', 'home/node', '.local/bin', '.node', '.npm-program'];
const fromThisMachine = ['ssl', 'ca-certificates', 'resolv.conf', 'hosts', 'nsswitch.conf', 'ld.so.cache'];
const forNetwork = /^(npm_config_registry|https?_proxy|no_proxy)$/i;
const certificates = '/etc/extra-certificates.pem';
const path = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';
/** Users of the image that its steps name. */
export const users = /** @type {Record<string, string>} */ ({ root: '0:0', node: '1000:1000' });

/**
 * A folder that stands for the file system of one stage of the image.
 * @typedef {object} ContainerRoot
 * @property {string} folder
 * @property {string} node the folder of the Node that the image's base brings
 * @property {string} npm the folder of its npm
 */

/**
 * What the base image has: a system, Node, npm, and the user `node`.
 * @param {ContainerRoot} root
 */
export function layOut({ folder }) {
  for (const name of empty) mkdirSync(join(folder, name), { recursive: true });
  for (const name of fromThisMachine) {
    const from = join('/etc', name);
    if (existsSync(from)) cpSync(from, join(folder, 'etc', name), { recursive: true, dereference: true });
  }
  const extra = process.env['NODE_EXTRA_CA_CERTS'] ?? '';
  if (extra !== '' && existsSync(extra)) writeFileSync(join(folder, certificates), readFileSync(extra));
  const passwd = 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n';
  writeFileSync(join(folder, 'etc', 'passwd'), passwd);
  writeFileSync(join(folder, 'etc', 'group'), 'root:x:0:\nnode:x:1000:\n');
  for (const [name, text] of [
    ['node', 'exec /.node/bin/node "$@"'],
    ['npm', 'exec node /.npm-program/bin/npm-cli.js "$@"'],
  ]) {
    const file = join(folder, '.local', 'bin', String(name));
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
  }
}

/**
 * How a command is run in such a root.
 * @typedef {object} How
 * @property {string} user a name of the image, or user and group by number
 * @property {string} cwd
 * @property {Record<string, string>} env as the image sets it
 * @property {boolean} [isolated] without a way out, on a read-only root
 */

/**
 * @param {ContainerRoot} root
 * @param {How} how
 * @param {string[]} command
 * @returns {{ file: string, parameters: string[], env: NodeJS.ProcessEnv }}
 */
function inRoot({ folder, node, npm }, { user, cwd, env, isolated = false }, command) {
  const flags = ['--mount', '--pid', '--fork', '--kill-child', ...(isolated ? ['--net'] : [])];
  /** @type {NodeJS.ProcessEnv} */
  const environment = {
    PATH: path,
    HOME: user === 'root' ? '/root' : '/home/node',
    ...env,
    NODE_FOLDER: node,
    NPM_FOLDER: npm,
    ...(isolated ? { ISOLATED: '1' } : {}),
  };
  for (const [name, value] of Object.entries(process.env)) if (forNetwork.test(name)) environment[name] = value;
  if (existsSync(join(folder, certificates))) environment['NODE_EXTRA_CA_CERTS'] = certificates;
  return {
    file: 'unshare',
    parameters: [...flags, 'sh', script, folder, users[user] ?? user, cwd, ...command],
    env: environment,
  };
}

/**
 * Runs a command in the root to its end.
 * @param {ContainerRoot} root
 * @param {How} how
 * @param {string[]} command
 */
export function runInRoot(root, how, command) {
  const { file, parameters, env } = inRoot(root, how, command);
  return run(file, parameters, { env, timeoutMs: 8 * 60_000 });
}

/**
 * Starts the program of a container.
 * @param {ContainerRoot} root
 * @param {How} how
 * @param {string[]} command
 * @returns {import('../packaged/stranger.mjs').Running}
 */
export function startContainer(root, how, command) {
  const { file, parameters, env } = inRoot(root, { ...how, isolated: true }, command);
  const child = spawn(file, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
  const ended = new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(null)));
  return { child, ended, output: () => output };
}

/**
 * The process that is process 1 in there, by the number that it has out here; null before it is there.
 * @param {import('node:child_process').ChildProcess} container
 */
export function firstProcess({ pid }) {
  try {
    const [first = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return first === '' ? null : Number(first);
  } catch {
    return null;
  }
}

/**
 * Runs a command in a running container, as `docker exec` does.
 * @param {number} pid its first process
 * @param {How} how
 * @param {string[]} command
 */
export function execIn(pid, { user, cwd, env }, command) {
  const [uid = '0', gid = '0'] = (users[user] ?? user).split(':');
  const flags = ['-t', String(pid), '-m', '-n', '-p', `--root=/proc/${pid}/root`, `--wd=/proc/${pid}/root${cwd}`];
  const environment = { PATH: path, HOME: '/home/node', ...env };
  return run('nsenter', [...flags, '-S', uid, '-G', gid, ...command], { env: environment, timeoutMs: 60_000 });
}

/** @param {string} program where Node lies: `…/bin/node` */
export const nodeFolderOf = (program) => dirname(dirname(program));
