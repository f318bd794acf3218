import { spawn } from 'node:child_process';

/**
 * @typedef {object} Ended
 * @property {number | null} code exit code, null when a signal ended it or it never started
 * @property {NodeJS.Signals | null} signal
 * @property {string} output stdout and stderr as they came, empty where they were inherited
 * @property {boolean} timedOut
 */

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] let the output through to the terminal instead of collecting it
 * @property {number} [timeoutMs] ended with SIGTERM after this long, and with SIGKILL 5 s later
 */

/** What is running now, so that a script that is stopped takes its tools with it. */
const running = new Set();
const passedOn = /** @type {const} */ (['SIGTERM', 'SIGHUP']);

/** @param {NodeJS.Signals} signal */
function stopAll(signal) {
  for (const child of running) child.kill(signal);
  for (const name of passedOn) process.off(name, stopAll);
  process.kill(process.pid, signal);
}

/** @param {import('node:child_process').ChildProcess} child */
function watch(child) {
  if (running.size === 0) for (const name of passedOn) process.on(name, stopAll);
  running.add(child);
}

/** @param {import('node:child_process').ChildProcess} child */
function unwatch(child) {
  running.delete(child);
  if (running.size === 0) for (const name of passedOn) process.off(name, stopAll);
}

/**
 * Runs a program to its end without a shell and without stdin. Never rejects: a program that cannot be started ends
 * with code null and the reason as its output.
 * @param {string} file
 * @param {string[]} parameters
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function run(file, parameters, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, parameters, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
      windowsHide: true,
      // npm is a batch file on Windows, and only a shell starts those.
      shell: process.platform === 'win32' && file.endsWith('.cmd'),
    });
    watch(child);
    let output = '';
    let timedOut = false;
    const stop = () => {
      timedOut = true;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
    };
    const timer = options.timeoutMs ? setTimeout(stop, options.timeoutMs) : undefined;
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    /** @param {number | null} code @param {NodeJS.Signals | null} signal */
    const end = (code, signal) => {
      clearTimeout(timer);
      unwatch(child);
      resolve({ code, signal, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      end(null, null);
    });
    child.on('close', end);
  });
}
