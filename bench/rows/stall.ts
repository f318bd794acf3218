import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareLoop } from '../harness/bare-loop.ts';
import type { BenchRun, Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { studioOnDisk, usualRequest } from '../harness/studio-on-disk.ts';

const batch = 200;
const nanosecondsAMillisecond = 1e6;

/** The longest that anything else had to wait while so many queued jobs went through. */
async function longestStallMs(run: BenchRun, count: number): Promise<number> {
  const { studio, close } = studioOnDisk(run.folder('stall'), noOpEngine({ maxConcurrent: 32 }));
  await studio.queue.pause();
  await studio.start();
  for (let made = 0; made < count; made += batch) {
    const jobs = Array.from({ length: Math.min(batch, count - made) }, () => usualRequest);
    const created = await studio.jobs.createMany(jobs, null);
    if (!created.ok) throw new Error(created.error.detail);
  }
  const delays = monitorEventLoopDelay({ resolution: 1 });
  await sleep(50);
  delays.enable();
  await studio.queue.resume();
  for (;;) {
    await sleep(200);
    if ((await studio.queue.read()).counts.succeeded === count) break;
  }
  delays.disable();
  await close();
  return delays.max / nanosecondsAMillisecond;
}

/** How long the event loop stands still at most while a long queue drains. */
export const stall: Row = {
  id: 'stall',
  about: 'the longest stall of the event loop while 4,000 queued jobs drain',
  async measure(run) {
    const count = run.sized(4000);
    const bare = await bareLoop(run.folder('bare'));
    const [stalls = [], commits = []] = await inTurns(run.times, [
      () => longestStallMs(run, count),
      () => Math.max(...bare.insert(count)),
    ]);
    await bare.close();
    return [
      {
        name: `longest stall, ${count} jobs drain`,
        unit: 'ms',
        values: stalls,
        limit: { what: 'the longest transaction of as many in the bare loop', values: commits },
        goal: { kind: 'at_most', value: 20 },
      },
    ];
  },
};
