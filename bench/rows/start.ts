import { spawn } from 'node:child_process';
import { startBuiltDaemon } from '../harness/built-daemon.ts';
import type { Row } from '../harness/figure.ts';
import { inTurns } from '../harness/in-turns.ts';

/** The least that any server in Node takes. */
const bareServer = `require('node:http').createServer((_, answer) => answer.end()).listen(0, '127.0.0.1', () => process.exit(0))`;

/** From the start of the process to the first answer, over a data folder that was used before. */
export const start: Row = {
  id: 'start',
  about: 'from the start of the process to the first answer of /healthz',
  async measure(run) {
    const folder = run.folder('daemon');
    const [starts = [], bare = []] = await inTurns(run.times, [
      async () => {
        const daemon = await startBuiltDaemon(folder);
        await daemon.stop();
        return daemon.startedInMs;
      },
      () =>
        new Promise<number>((resolve, reject) => {
          const beganMs = performance.now();
          const child = spawn(process.execPath, ['-e', bareServer], { stdio: 'ignore' });
          child.on('error', reject);
          child.on('exit', () => resolve(performance.now() - beganMs));
        }),
    ]);
    return [
      {
        name: 'process start to healthz',
        unit: 'ms',
        values: starts,
        limit: { what: 'a Node process that listens and ends', values: bare },
        goal: { kind: 'at_most', value: 400 },
      },
    ];
  },
};
