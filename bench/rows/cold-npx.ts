import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTarball } from '../../scripts/pack/make-tarball.mjs';
import { byNpx, startStudio, stopWithNpx } from '../../scripts/test/packaged/first-use.mjs';
import { bringNode, bringNpm } from '../../scripts/test/packaged/programs.mjs';
import { makeStranger } from '../../scripts/test/packaged/stranger.mjs';
import { answers, until } from '../../scripts/test/waiting.mjs';
import { type BenchRun, NotMeasured, type Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';

const limitMs = 120_000;

type Stranger = ReturnType<typeof makeStranger>;

/** Whoever comes has an empty npm cache and an empty folder, so every run downloads all there is to download. */
async function asStranger(tarball: string, omit: string | null, measure: (stranger: Stranger) => Promise<number>) {
  const settings: Record<string, string> = omit === null ? {} : { npm_config_omit: omit };
  const stranger = makeStranger({ tarball, node: await bringNode(24), npmFolder: await bringNpm(12), settings });
  try {
    return await measure(stranger);
  } finally {
    stranger.remove();
  }
}

async function toPageMs(stranger: Stranger): Promise<number> {
  const studio = await startStudio(stranger, byNpx(stranger));
  const seconds = await until(() => answers(studio.page), limitMs, studio.running);
  if (seconds === null) throw new Error(`npx showed no page:\n${studio.running.output()}`);
  const failed = (name: string, isRight: boolean) => {
    if (!isRight) throw new Error(`${name}:\n${studio.running.output()}`);
    return isRight;
  };
  await stopWithNpx(stranger, studio, 'bench', failed);
  return seconds * 1000;
}

/** What npm takes for the one package that the studio cannot do without, with nothing of ours. */
async function databaseAloneMs(stranger: Stranger): Promise<number> {
  const beganMs = performance.now();
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts'];
  const ended = await stranger.npm('npm', ['install', 'better-sqlite3', ...flags]).ended;
  if (ended !== 0) throw new NotMeasured('npm reaches no registry');
  return performance.now() - beganMs;
}

/** From a tarball in an empty folder to the first page, everything downloaded. */
async function measure(run: BenchRun) {
  if (process.platform === 'win32') throw new NotMeasured('the package is tried on Linux and macOS');
  const folder = mkdtempSync(join(tmpdir(), 'videoexpress-cold-'));
  try {
    const tarball = await makeTarball(folder);
    const [lean = [], full = [], npm = []] = await inTurns(run.times, [
      () => asStranger(tarball, 'optional', toPageMs),
      () => asStranger(tarball, null, toPageMs),
      () => asStranger(tarball, null, databaseAloneMs),
    ]);
    const limit = { what: 'npm install better-sqlite3 into an empty folder, from an empty cache', values: npm };
    return [
      {
        name: 'cold npx to the page, no optional',
        unit: 'ms',
        values: lean,
        limit,
        goal: { kind: 'at_most', value: 2500 },
      },
      { name: '  with optional packages', unit: 'ms', values: full, limit, goal: { kind: 'none' } },
    ] as const;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const coldNpx: Row = {
  id: 'cold-npx',
  about: 'from the tarball in an empty folder to the first page, with npx and an empty cache',
  measure,
};
