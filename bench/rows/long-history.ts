import type { BenchRun, Figure, Row } from '../harness/figure.ts';
import { fillJobs } from '../harness/fill-jobs.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { median } from '../harness/statistics.ts';
import { type StudioOnDisk, studioOnDisk, usualRequest } from '../harness/studio-on-disk.ts';

const claims = 100;

async function millisecondsAClaim({ studio, store }: StudioOnDisk): Promise<number> {
  const made = await studio.jobs.createMany(Array<typeof usualRequest>(claims).fill(usualRequest), null);
  if (!made.ok) throw new Error(made.error.detail);
  await studio.queue.resume();
  const request = {
    most: 1,
    bootId: 'bench',
    soloBootId: null,
    nothingActive: true,
    ratesOf: () => ({ pricePerSecondUsd: 0, roughSeconds: null }),
    budget: null,
  };
  const took: number[] = [];
  for (const _ of made.value.jobs) {
    const beganMs = performance.now();
    const { work } = await store.jobs.claim({ ...request, room: new Map(), nowMs: Date.now() });
    took.push(performance.now() - beganMs);
    if (work.length === 0) throw new Error('Nothing was there to claim');
  }
  // What was claimed ends, so that every time begins with as many active jobs: none.
  await studio.jobs.cancelAll([]);
  return median(took);
}

async function millisecondsAPage({ studio }: StudioOnDisk): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < claims; time += 1) {
    const beganMs = performance.now();
    await studio.jobs.list({ limit: 50 });
    took.push(performance.now() - beganMs);
  }
  return median(took);
}

async function opened(run: BenchRun, finished: number): Promise<StudioOnDisk> {
  // No room: whatever is claimed, this row claims.
  const made = studioOnDisk(run.folder(`history-${finished}`), noOpEngine({ maxConcurrent: 0 }));
  await fillJobs(made, finished, 'succeeded');
  return made;
}

/** Whether a long history slows the claim of a job and the first page of the list. */
export const longHistory: Row = {
  id: 'long-history',
  about: 'a claim and the first page of the list with 100,000 finished jobs, next to almost none',
  async measure(run) {
    const many = await opened(run, run.sized(100_000));
    // A full page, so that both lists show as much.
    const few = await opened(run, 50);
    const [manyClaims = [], fewClaims = []] = await inTurns(run.times, [
      () => millisecondsAClaim(many),
      () => millisecondsAClaim(few),
    ]);
    const [manyPages = [], fewPages = []] = await inTurns(run.times, [
      () => millisecondsAPage(many),
      () => millisecondsAPage(few),
    ]);
    await many.close();
    await few.close();
    const figure = (what: string, values: readonly number[], limits: readonly number[]): Figure => ({
      name: `${what}, ${run.sized(100_000)} finished jobs`,
      unit: 'ms',
      values,
      limit: { what: 'the same with one page of finished jobs', values: limits },
      goal: { kind: 'at_most_ratio', ratio: 1.2 },
    });
    return [figure('claim', manyClaims, fewClaims), figure('first page', manyPages, fewPages)];
  },
};
