import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../setup/announce.mjs';
import { cacheFolder } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';

const isWindows = process.platform === 'win32';

/**
 * A list of pinned packages and the Python that it wants.
 * @typedef {object} Wanted
 * @property {string} name of the folder in the cache, and as a person is told
 * @property {string} requirements path of the list, which pins every package, also those that others bring
 * @property {[number, number]} python the oldest that will do
 * @property {number} installMs at most
 * @property {string} duration how long it usually takes, as a person is told
 */

/**
 * An environment of its own in the cache, outside the clone, made once for each list.
 * @param {NodeJS.ProcessEnv} env
 * @param {Wanted} wanted
 * @returns {Promise<{ program: (name: string) => string } | { missing: string }>} paths of its programs, `python` among them;
 *   `missing`: what to install
 */
export async function providePython(env, { name, requirements, python, installMs, duration }) {
  const found = await findPython(env, python);
  if (found === null) return { missing: `no Python ${python.join('.')} or newer; install python3 and python3-venv` };
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  /** @param {string} program */
  const program = (program) => join(folder, isWindows ? `Scripts/${program}.exe` : `bin/${program}`);
  const stamp = join(folder, 'installed');
  if (existsSync(stamp)) return { program };
  say(`Installing ${name} from PyPI (once, ${duration})`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cacheFolder(), { recursive: true });
  const made = await run(found, ['-m', 'venv', folder], { env, timeoutMs: installMs });
  if (made.code !== 0) return { missing: 'no venv for Python; install python3-venv' };
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  const installed = await run(program('python'), install, { env, timeoutMs: installMs });
  if (installed.code !== 0) return { missing: `PyPI cannot be reached: ${installed.output.trim().slice(-500)}` };
  writeFileSync(stamp, '');
  return { program };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {[number, number]} oldest
 */
async function findPython(env, [major, minor]) {
  const question = `import sys; sys.exit(sys.version_info < (${major}, ${minor}))`;
  for (const name of isWindows ? ['python', 'py'] : ['python3', 'python']) {
    const asked = await run(name, ['-c', question], { env, timeoutMs: 20_000 });
    if (asked.code === 0) return name;
  }
  return null;
}
