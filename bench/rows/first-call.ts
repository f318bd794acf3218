import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { bareLoop } from '../harness/bare-loop.ts';
import type { Row } from '../harness/figure.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { percentile } from '../harness/statistics.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';

/** From the answer that a job is taken to the call of its engine. In between lies the commit of the attempt's row. */
export const firstCall: Row = {
  id: 'first-call',
  about: 'milliseconds from a job that is accepted to the call of its engine',
  async measure(run) {
    const count = run.sized(200);
    const bare = await bareLoop(run.folder('bare'));
    let called: (atMs: number) => void = () => undefined;
    const engine = noOpEngine({ maxConcurrent: 4, onSubmit: () => called(performance.now()) });
    const { create, studio, close } = studioOnDisk(run.folder('rules'), engine);
    await studio.start();
    const figures = { p50: new Array<number>(), p99: new Array<number>() };
    const limits = { p50: new Array<number>(), p99: new Array<number>() };
    for (let time = 0; time <= run.times; time += 1) {
      const waits: number[] = [];
      for (let made = 0; made < count; made += 1) {
        const call = new Promise<number>((resolve) => (called = resolve));
        await create();
        const acceptedMs = performance.now();
        waits.push(Math.max(0, (await call) - acceptedMs));
        // People do not click in the middle of one another's jobs.
        await sleep(5);
      }
      const commits = bare.insert(count);
      if (time === 0) continue;
      figures.p50.push(percentile(waits, 0.5));
      figures.p99.push(percentile(waits, 0.99));
      limits.p50.push(percentile(commits, 0.5));
      limits.p99.push(percentile(commits, 0.99));
    }
    await close();
    await bare.close();
    const what = 'one flushed transaction of the bare loop: the attempt row has to be on the disk';
    return [
      {
        name: 'accepted to engine called, p50',
        unit: 'ms',
        values: figures.p50,
        limit: { what, values: limits.p50 },
        goal: { kind: 'at_most', value: 3 },
      },
      {
        name: 'accepted to engine called, p99',
        unit: 'ms',
        values: figures.p99,
        limit: { what, values: limits.p99 },
        goal: { kind: 'at_most', value: 15 },
      },
    ];
  },
};
