import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../setup/announce.mjs';
import { cacheFolder } from '../../setup/folders.mjs';
import { run } from '../../setup/run.mjs';

const isWindows = process.platform === 'win32';
const installMs = 5 * 60_000;

/**
 * A program of pinned Python packages, in an environment of its own in the cache, made once for each list.
 * @param {NodeJS.ProcessEnv} env
 * @param {object} wanted
 * @param {string} wanted.program as it is called
 * @param {string} wanted.label what a person calls it
 * @param {string} wanted.requirements file with the packages, every one of them
 * @returns {Promise<{ program: string } | { missing: string }>} `missing`: what to install
 */
export async function providePythonProgram(env, { program: name, label, requirements }) {
  const python = await findPython(env);
  if (python === null) return { missing: 'no Python 3.10 or newer; install python3 and python3-venv' };
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), `${name}-${hash}`);
  const program = join(folder, isWindows ? `Scripts/${name}.exe` : `bin/${name}`);
  const stamp = join(folder, 'installed');
  if (existsSync(stamp)) return { program };
  say(`Installing ${label} from PyPI (once, about 30 s)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(cacheFolder(), { recursive: true });
  const made = await run(python, ['-m', 'venv', folder], { env, timeoutMs: installMs });
  if (made.code !== 0) return { missing: 'no venv for Python; install python3-venv' };
  const pip = join(folder, isWindows ? 'Scripts/python.exe' : 'bin/python');
  const parameters = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    requirements,
  ];
  const installed = await run(pip, parameters, { env, timeoutMs: installMs });
  if (installed.code !== 0) return { missing: `PyPI cannot be reached: ${installed.output.trim().slice(-500)}` };
  writeFileSync(stamp, '');
  return { program };
}

/** @param {NodeJS.ProcessEnv} env */
async function findPython(env) {
  for (const name of isWindows ? ['python', 'py'] : ['python3', 'python']) {
    const asked = await run(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], {
      env,
      timeoutMs: 20_000,
    });
    if (asked.code === 0) return name;
  }
  return null;
}
