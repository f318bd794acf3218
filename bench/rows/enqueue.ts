import { aSecond, bareLoop, whatTheBareLoopIs } from '../harness/bare-loop.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';

/** New jobs through the rules, the next one asked for when the one before is on the disk. The queue is paused. */
export const enqueue: Row = {
  id: 'enqueue',
  about: 'durable new jobs a second in the rules layer, one after the other',
  async measure(run) {
    const count = run.sized(1000);
    const bare = await bareLoop(run.folder('bare'));
    const { create, studio, close } = studioOnDisk(run.folder('rules'), noOpEngine({ maxConcurrent: 1 }));
    await studio.queue.pause();
    const [rules = [], limits = []] = await inTurns(run.times, [
      async () => {
        const beganMs = performance.now();
        for (let made = 0; made < count; made += 1) await create();
        return (count / (performance.now() - beganMs)) * 1000;
      },
      () => aSecond(bare.insert(count)),
    ]);
    await close();
    await bare.close();
    return [
      {
        name: 'new jobs, rules layer',
        unit: 'a second',
        values: rules,
        limit: { what: whatTheBareLoopIs, values: limits },
        goal: { kind: 'at_least_share', share: 0.6 },
      },
    ];
  },
};
