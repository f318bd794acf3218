import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkContents } from '../../pack/check-contents.mjs';
import { machinePaths } from '../../pack/machine-paths.mjs';
import { makeTarball } from '../../pack/make-tarball.mjs';
import { listFiles, unpackTarball } from '../../pack/unpack-tarball.mjs';
import { createChecklist } from '../checklist.mjs';
import { notRun } from '../outcome.mjs';
import { runTool } from '../run-tool.mjs';
import { firstUse, installedForAll, npxModules, tooOld, withoutOptional } from './first-use.mjs';
import { bringNode, bringNpm } from './programs.mjs';
import { makeStranger } from './stranger.mjs';

const combinations = /** @type {const} */ ([
  [22, 11],
  [22, 12],
  [24, 11],
  [24, 12],
]);
/** What a cold start is meant to take on a machine with nothing else to do, without optional packages. */
const coldGoalSeconds = 2.5;

/**
 * The tarball as a stranger has it: what is in it, and what it does under every Node and npm that it is meant for.
 * @param {import('../outcome.mjs').StepContext} context
 * @returns {Promise<import('../outcome.mjs').Outcome>}
 */
export async function runPackaged(context) {
  if (process.platform === 'win32') return notRun('the package in an empty folder (run it on Linux or macOS)');
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-packaged-'));
  const { counted, check } = createChecklist();
  /** @type {string[]} */
  const figures = [];
  try {
    const tarball = await makeTarball(folder);
    await checkTarball(context, tarball, join(folder, 'unpacked'), check, figures);
    for (const [node, npm] of combinations) {
      await as(tarball, node, npm, {}, async (stranger) => {
        const name = `Node ${node}, npm ${npm}`;
        const cold = await firstUse(stranger, name, check);
        figures.push(`${name}: nothing to page in ${seconds(cold)}`);
        if (node === 24 && npm === 12) {
          figures.push(`installed with optional packages: ${megabytes(sizeOf(npxModules(stranger)))}`);
          await installedForAll(stranger, check);
        }
      });
    }
    await as(tarball, 24, 12, { npm_config_omit: 'optional' }, async (stranger) => {
      const cold = await withoutOptional(stranger, check);
      figures.push(`installed without them: ${megabytes(sizeOf(npxModules(stranger)))}`);
      figures.push(`without them: nothing to page in ${seconds(cold)} (goal ${coldGoalSeconds} s on an idle machine)`);
    });
    await as(tarball, 20, 11, {}, (stranger) => tooOld(stranger, check));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const figure of figures) process.stdout.write(`  ${figure}\n`);
  return counted;
}

/**
 * @param {import('../outcome.mjs').StepContext} context
 * @param {string} tarball
 * @param {string} unpacked
 * @param {import('../checklist.mjs').Check} check
 * @param {string[]} figures
 */
async function checkTarball(context, tarball, unpacked, check, figures) {
  const files = await unpackTarball(tarball, unpacked);
  const problems = checkContents(files, machinePaths());
  check('the tarball holds what it may, and names nothing of this machine', problems.length === 0, () =>
    problems.join('\n'),
  );
  const sound = await runTool(context, ['publint'], ['--strict', join(unpacked, 'package')]);
  check('publint finds nothing', sound, () => 'see above');
  figures.push(`tarball: ${megabytes(statSync(tarball).size)}, unpacked ${megabytes(sum(files))}`);
}

/**
 * @param {string} tarball
 * @param {20 | 22 | 24} node
 * @param {11 | 12} npm
 * @param {Record<string, string>} settings
 * @param {(stranger: import('./stranger.mjs').Stranger) => Promise<void>} body
 */
async function as(tarball, node, npm, settings, body) {
  const stranger = makeStranger({
    tarball,
    node: await bringNode(node),
    npmFolder: await bringNpm(npm),
    settings,
  });
  try {
    await body(stranger);
  } finally {
    stranger.remove();
  }
}

/** @param {string} folder */
const sizeOf = (folder) => sum(listFiles(dirname(folder)));

/** @param {{ bytes: number }[]} files */
const sum = (files) => files.reduce((total, { bytes }) => total + bytes, 0);

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** @param {number | null} value */
const seconds = (value) => (value === null ? 'no answer' : `${value.toFixed(1)} s`);
