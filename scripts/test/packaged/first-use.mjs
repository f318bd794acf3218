import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers, endsWith, freePort, isMp4, until } from '../waiting.mjs';
import { notInList, packagesWithScripts } from './installed-scripts.mjs';

/** @typedef {import('./stranger.mjs').Stranger} Stranger */
/** @typedef {import('./stranger.mjs').Running} Running */
/** @typedef {import('../checklist.mjs').Check} Check */

const coldStartMs = 90_000;
/** Nothing is downloaded any more. Many times what it takes, for a machine that has other work. */
const secondStartMs = 20_000;
export const stopMs = 12_000;

/**
 * @param {Stranger} stranger
 * @param {(parameters: string[]) => Running} start how they call the program
 */
export async function startStudio(stranger, start) {
  const port = await freePort();
  const page = `http://localhost:${port}/`;
  const running = start(['start', '--no-open', '--port', String(port), '--data-dir', stranger.dataDir]);
  return { page, running };
}

/** @param {Stranger} stranger */
export const byNpx = (stranger) => (/** @type {string[]} */ parameters) =>
  stranger.npm('npx', [`./${stranger.tarball}`, ...parameters]);

/** @param {Stranger} stranger the one folder in which npx keeps what it ran */
export function npxModules(stranger) {
  const folder = join(stranger.npmCache, '_npx');
  const [hash = ''] = existsSync(folder) ? readdirSync(folder) : [];
  return join(folder, hash, 'node_modules');
}

/** @param {Stranger} stranger */
const isUp = (stranger) => existsSync(join(stranger.dataDir, 'state', 'runtime.json'));

/**
 * Start, one clip, stop, start again: all through `npx ./videoexpress-….tgz`.
 * @param {Stranger} stranger
 * @param {string} name which Node and npm
 * @param {Check} check
 * @returns {Promise<number | null>} seconds from nothing to the page
 */
export async function firstUse(stranger, name, check) {
  const npx = byNpx(stranger);
  const first = await startStudio(stranger, npx);
  const cold = await until(() => answers(first.page), coldStartMs, first.running);
  if (!check(`${name}: npx start shows the page`, cold !== null, first.running.output)) {
    first.running.child.kill('SIGTERM');
    return null;
  }
  const withScripts = packagesWithScripts(npxModules(stranger));
  check(`${name}: no package has an install script`, withScripts.length === 0, () => withScripts.join(', '));
  const unlisted = notInList(npxModules(stranger));
  check(`${name}: all that npm brought is in the list of parts`, unlisted.length === 0, () => unlisted.join(', '));
  const spoken = /install scripts?|allow-?scripts|approve-scripts/i.test(first.running.output());
  check(`${name}: npm says nothing of install scripts`, !spoken, first.running.output);

  const clip = join(stranger.folder, 'fox.mp4');
  const generate = ['generate', 'A red fox in snow', '--set', 'num_frames=16', '--size', '320x192', '-o', clip];
  const generated = npx([...generate, '--data-dir', stranger.dataDir]);
  const code = await generated.ended;
  check(`${name}: npx generate writes a clip`, code === 0 && isMp4(clip), generated.output);

  await stopWithNpx(stranger, first, name, check);
  const second = await startStudio(stranger, npx);
  const warm = await until(() => answers(second.page), secondStartMs, second.running);
  check(
    `${name}: the second start is quick (${warm?.toFixed(1) ?? 'no answer'} s)`,
    warm !== null,
    second.running.output,
  );
  await stopWithNpx(stranger, second, name, check);
  return cold;
}

/**
 * SIGTERM reaches npx alone, as a service manager or a closed window sends it.
 * @param {Stranger} stranger
 * @param {{ page: string, running: Running }} studio
 * @param {string} name
 * @param {Check} check
 */
export async function stopWithNpx(stranger, { page, running }, name, check) {
  running.child.kill('SIGTERM');
  const gone = await until(async () => !isUp(stranger) && !(await answers(page)), stopMs);
  check(`${name}: SIGTERM to npx ends the studio`, gone !== null, running.output);
  await running.ended;
}

/**
 * `npm install -g`, then the program by its own name.
 * @param {Stranger} stranger
 * @param {Check} check
 */
export async function installedForAll(stranger, check) {
  const installed = stranger.npm('npm', ['install', '-g', `./${stranger.tarball}`]);
  check('npm install -g takes the tarball', (await installed.ended) === 0, installed.output);
  const program = join(stranger.prefix, 'bin', 'videoexpress');
  const { page, running } = await startStudio(stranger, (parameters) => stranger.start(program, parameters));
  const seconds = await until(() => answers(page), coldStartMs, running);
  check('the installed program shows the page', seconds !== null, running.output);
  running.child.kill('SIGTERM');
  check('SIGTERM ends it with exit code 0', await endsWith(0, stopMs, running.ended), running.output);
  // It looks for the worker's sources first, which the package has to have.
  const where = ['--data-dir', stranger.dataDir];
  const worker = stranger.start(program, ['worker', 'start', '--python', 'no-such-python', ...where]);
  const asks = (await worker.ended) === 2 && worker.output().includes('no Python that can be started');
  check('worker start finds the worker in the package', asks, worker.output);
  const sql = stranger.start(program, ['cloud', 'sql']);
  const prints = (await sql.ended) === 0 && sql.output().includes('create table public.audit_log');
  check('cloud sql finds the migrations in the package', prints, sql.output);
}

/**
 * Without the drawing and video libraries: everything but drawing works, and what does not says why.
 * @param {Stranger} stranger
 * @param {Check} check
 * @returns {Promise<number | null>} seconds from nothing to the page
 */
export async function withoutOptional(stranger, check) {
  const npx = byNpx(stranger);
  const studio = await startStudio(stranger, npx);
  const cold = await until(() => answers(studio.page), coldStartMs, studio.running);
  check('without optional packages the page is there', cold !== null, studio.running.output);
  const there = existsSync(join(npxModules(stranger), '@napi-rs'));
  check('and they were left out indeed', !there, () => npxModules(stranger));
  const where = ['--data-dir', stranger.dataDir];
  const generated = npx(['generate', 'A fox', '--set', 'num_frames=16', '-o', 'fox.mp4', ...where]);
  const failed = (await generated.ended) === 1 && /libraries are not installed/.test(generated.output());
  check('generate says what is missing', failed, generated.output);
  const status = npx(['status', '--json', ...where]);
  await status.ended;
  const says = /"down"/.test(status.output()) && /--omit=optional/.test(status.output());
  check('status says that the sketch engine is down, and what to do', says, status.output);
  await stopWithNpx(stranger, studio, 'without optional packages', check);
  return cold;
}

/**
 * On a Node that is too old: one clear message, and nothing started.
 * @param {Stranger} stranger
 * @param {Check} check
 */
export async function tooOld(stranger, check) {
  const { running } = await startStudio(stranger, byNpx(stranger));
  const code = await running.ended;
  const output = running.output();
  check('Node 20: exit code 1', code === 1, () => `${code}\n${output}`);
  const clear = /needs Node 22\.14 or newer; this is 20\.[\d.]+\.\nInstall Node 24 from nodejs\.org/.test(output);
  check('Node 20: it says what to do', clear, () => output);
  check(
    'Node 20: no stack trace, and nothing made',
    !/^\s+at /m.test(output) && !existsSync(stranger.dataDir),
    () => output,
  );
}
