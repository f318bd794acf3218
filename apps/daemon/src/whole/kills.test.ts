import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pathStates, runKillRounds } from '../testing/kills/kill-rounds.ts';

/** The long form sets more; see `docs/architecture.md`. */
const rounds = Number(process.env['VIDEOEXPRESS_KILLS'] ?? 5);

it(`keeps its promises through ${rounds} kills over the whole path of a job`, {
  // What hangs is found by the silence of a round; this only ends what goes on for ever.
  timeout: 300_000 + rounds * 150_000,
}, async () => {
  const root = mkdtempSync(join(tmpdir(), 'videoexpress-kills-'));
  const report = await runKillRounds({ root, rounds, random: Math.random });
  const states = Object.entries(report.byState).map(([state, kills]) => `  ${state.padEnd(12)} ${kills}`);
  process.stdout.write(
    `${report.kills} kills over ${report.jobs} jobs, by the state they fell in:\n${states.join('\n')}\n`,
  );
  expect(report.broken).toEqual([]);
  expect(report.orphans).toEqual([]);
  for (const state of Object.keys(pathStates)) {
    expect(report.byState[state as keyof typeof pathStates], `no kill fell in ${state}`).toBeGreaterThan(0);
  }
  rmSync(root, { recursive: true });
});
