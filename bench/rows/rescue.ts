import type { Row } from '../harness/figure.ts';
import { fillJobs } from '../harness/fill-jobs.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';

/** How long a start takes that finds so many jobs running elsewhere and follows them again. */
export const rescue: Row = {
  id: 'rescue',
  about: 'the start that takes up 10,000 running jobs',
  async measure(run) {
    const count = run.sized(10_000);
    const running = { state: 'running', progress: { fraction: 0.5, stage: 'Rendering' } } as const;
    const engine = noOpEngine({ maxConcurrent: count, status: running });
    const folder = run.folder('rescue');
    const before = studioOnDisk(folder, engine);
    await fillJobs(before, count, 'running');
    await before.store.close();
    const [starts = [], reads = []] = await inTurns(run.times, [
      async () => {
        // Stopped as by a kill: a graceful end would put the jobs back into the queue.
        const { studio, store } = studioOnDisk(folder, engine);
        const beganMs = performance.now();
        await studio.start();
        const tookMs = performance.now() - beganMs;
        await store.close();
        await studio.stop().catch(() => undefined);
        return tookMs;
      },
      async () => {
        const { store } = studioOnDisk(folder, engine);
        const beganMs = performance.now();
        store.connection.prepare("SELECT * FROM job WHERE state = 'running'").all();
        store.connection.prepare('SELECT * FROM attempt').all();
        const tookMs = performance.now() - beganMs;
        await store.close();
        return tookMs;
      },
    ]);
    return [
      {
        name: `rescue of ${count} running jobs`,
        unit: 'ms',
        values: starts,
        limit: { what: 'reading their rows and those of their attempts', values: reads },
        goal: { kind: 'at_most', value: 1000 },
      },
    ];
  },
};
