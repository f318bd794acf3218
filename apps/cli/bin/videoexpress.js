#!/usr/bin/env node
// The launcher. Plain JavaScript for any Node, and nothing of the product is loaded before the version is known to be
// good: on an older Node the database's native module would crash the process instead of failing.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const oldestMajor = 22;
const oldestMinor = 14;
/** What the database's native module is built against. Without it, Node 22.13 and early 23 crash as Node 20 does. */
const oldestNodeApi = 10;
const launcher = fileURLToPath(import.meta.url);
const packageFolder = dirname(dirname(launcher));
const repositoryRoot = dirname(dirname(packageFolder));
/** An installed package has other folders of somebody's above it, and no set-up that brings anything. */
const inClone = existsSync(join(repositoryRoot, 'pnpm-workspace.yaml'));

/** @param {string} version for example `22.14.0` */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** @returns {string | undefined} a newer Node that the clone's set-up has brought */
function findProvidedNode() {
  if (!inClone) return undefined;
  const cache = resolve(repositoryRoot, process.env['VIDEOEXPRESS_CACHE'] || '.cache');
  const folderName = new RegExp(`^node-(\\d+\\.\\d+\\.\\d+)-${process.platform}-${process.arch}$`);
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const names = existsSync(cache) ? readdirSync(cache) : [];
  const newestFirst = names.sort((left, right) => right.localeCompare(left, 'en', { numeric: true }));
  for (const name of newestFirst) {
    const version = folderName.exec(name)?.[1];
    const file = join(cache, name, 'bin', program);
    if (version !== undefined && isNewEnough(version) && existsSync(file)) return file;
  }
  return undefined;
}

/**
 * Runs this same launcher with another Node and answers its exit code. A terminal sends Ctrl-C to the whole process
 * group, so SIGINT reaches the other one by itself and is only survived here.
 * @param {string} node
 * @returns {Promise<number>}
 */
function runWith(node) {
  return new Promise((done) => {
    const child = spawn(node, [launcher, ...process.argv.slice(2)], { stdio: 'inherit' });
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    process.on('SIGHUP', () => child.kill('SIGHUP'));
    child.on('error', (error) => done(fail(`The Node at ${node} could not be started: ${error.message}`)));
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

/**
 * npx passes SIGTERM only to the shell between it and this process, and Debian's shell dies of it without passing it
 * on. So under npx the end of that shell counts as SIGTERM here; otherwise a daemon would live on with no terminal. When
 * the terminal itself goes away, all of them hear SIGHUP and the shell's end says nothing more: a program that outlives
 * SIGHUP goes on.
 */
function endWithNpx() {
  const parent = process.ppid;
  if (process.env['npm_command'] !== 'exec' || process.platform === 'win32') return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
  process.once('SIGHUP', () => {
    clearInterval(timer);
    // With nobody else listening, SIGHUP ends the process as it would have without this listener.
    if (process.listenerCount('SIGHUP') === 0) process.kill(process.pid, 'SIGHUP');
  });
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`${message}\n`);
  return 1;
}

/** Loads the built program, which takes it from here. What Node compiles of it is kept beside it for the next start. */
async function runHere() {
  const program = join(packageFolder, 'dist', 'cli.js');
  if (!existsSync(program)) {
    process.exitCode = fail(
      inClone
        ? `VideoExpress is not built yet. Run npm start once in ${repositoryRoot}`
        : `This package of VideoExpress is not whole: ${program} is missing. Install it again.`,
    );
    return;
  }
  module.enableCompileCache(join(packageFolder, '.compile-cache'));
  await import(pathToFileURL(program).href);
}

endWithNpx();
if (isNewEnough(process.versions.node) && Number(process.versions['napi']) >= oldestNodeApi) {
  await runHere();
} else {
  const node = findProvidedNode();
  const advice = inClone
    ? `Run npm start once in ${repositoryRoot}, which brings its own, or install it from nodejs.org.`
    : 'Install Node 24 from nodejs.org, then run the same command again. Nothing was changed.';
  process.exitCode =
    node === undefined
      ? fail(
          `VideoExpress needs Node ${oldestMajor}.${oldestMinor} or newer; this is ${process.versions.node}.\n${advice}`,
        )
      : await runWith(node);
}
