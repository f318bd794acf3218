import { aSecond, bareLoop, whatTheBareLoopIs } from '../harness/bare-loop.ts';
import { startBuiltDaemon } from '../harness/built-daemon.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';
import { usualRequest } from '../harness/studio-on-disk.ts';

/** New jobs over one connection that stays open, each asked for when the one before is answered. The queue is paused. */
export const enqueueHttp: Row = {
  id: 'enqueue-http',
  about: 'durable new jobs a second over HTTP, one after the other',
  async measure(run) {
    const count = run.sized(1000);
    const bare = await bareLoop(run.folder('bare'));
    const daemon = await startBuiltDaemon(run.folder('daemon'));
    try {
      await daemon.ask('POST', '/api/v1/queue/pause');
      const body = JSON.stringify(usualRequest);
      const [overHttp = [], limits = []] = await inTurns(run.times, [
        async () => {
          const beganMs = performance.now();
          for (let made = 0; made < count; made += 1) {
            const { status, text } = await daemon.ask('POST', '/api/v1/jobs', body);
            if (status !== 201) throw new Error(`${status} ${text}`);
          }
          return (count / (performance.now() - beganMs)) * 1000;
        },
        () => aSecond(bare.insert(count)),
      ]);
      const limit = { what: whatTheBareLoopIs, values: limits };
      const goal = { kind: 'at_least_share', share: 0.25 } as const;
      return [{ name: 'new jobs, over HTTP', unit: 'a second', values: overHttp, limit, goal }];
    } finally {
      await daemon.stop();
      await bare.close();
    }
  },
};
