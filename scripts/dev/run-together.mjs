import { spawn } from 'node:child_process';

/**
 * @typedef {object} Command
 * @property {string} file
 * @property {string[]} parameters
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Runs programs side by side in this terminal until one of them ends, then ends the others and waits for them. Ctrl-C
 * reaches all of them by itself; SIGTERM and SIGHUP are passed on.
 * @param {Command[]} commands
 * @returns {Promise<number>} the exit code of the one that ended first, 0 after a signal
 */
export async function runTogether(commands) {
  const children = commands.map(({ file, parameters, cwd, env }) =>
    spawn(file, parameters, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process
    .on('SIGINT', () => {})
    .on('SIGTERM', stop)
    .on('SIGHUP', stop);
  const ends = children.map(
    (child) =>
      new Promise((resolve) => {
        child.on('error', () => resolve(1));
        child.on('exit', (code) => resolve(code ?? 0));
      }),
  );
  const first = /** @type {number} */ (await Promise.race(ends));
  stop();
  await Promise.all(ends);
  return first;
}
