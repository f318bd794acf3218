import { aSecond, bareLoop, whatTheBareLoopIs } from '../harness/bare-loop.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { noOpEngine } from '../harness/no-op-engine.ts';
import { studioOnDisk } from '../harness/studio-on-disk.ts';

/** People and programs that ask for jobs at the same time. */
const askers = 8;

/** New jobs through the rules while the queue is paused: each asker asks for the next one when theirs is on the disk. */
export const enqueue: Row = {
  id: 'enqueue',
  about: 'durable new jobs a second in the rules layer, one after the other and by several who ask at once',
  async measure(run) {
    const count = run.sized(1000);
    const bare = await bareLoop(run.folder('bare'));
    const { create, studio, close } = studioOnDisk(run.folder('rules'), noOpEngine({ maxConcurrent: 1 }));
    await studio.queue.pause();
    const createdASecond = async (atOnce: number) => {
      const beganMs = performance.now();
      let asked = 0;
      const ask = async () => {
        while (asked < count) {
          asked += 1;
          await create();
        }
      };
      await Promise.all(Array.from({ length: atOnce }, ask));
      return (count / (performance.now() - beganMs)) * 1000;
    };
    const [alone = [], together = [], limits = []] = await inTurns(run.times, [
      () => createdASecond(1),
      () => createdASecond(askers),
      () => aSecond(bare.insert(count)),
    ]);
    await close();
    await bare.close();
    const limit = { what: whatTheBareLoopIs, values: limits };
    const goal = { kind: 'at_least_share', share: 0.6 } as const;
    return [
      { name: 'new jobs, rules layer', unit: 'a second', values: alone, limit, goal },
      { name: `  asked for by ${askers} at once`, unit: 'a second', values: together, limit, goal },
    ];
  },
};
