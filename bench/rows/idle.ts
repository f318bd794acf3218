import { setTimeout as sleep } from 'node:timers/promises';
import { type BuiltDaemon, startBuiltDaemon } from '../harness/built-daemon.ts';
import type { Figure, Row } from '../harness/figure.ts';
import { processorSeconds, residentMegabytes } from '../harness/process-facts.ts';

const idleSeconds = 20;
const sketches = 10;

/** Share of one processor that the daemon uses while nobody asks for anything, in percent. */
async function idlePercent(daemon: BuiltDaemon, seconds: number): Promise<number> {
  const before = processorSeconds(daemon.pid);
  await sleep(seconds * 1000);
  return ((processorSeconds(daemon.pid) - before) / seconds) * 100;
}

async function drawSketches(daemon: BuiltDaemon): Promise<void> {
  const input = { prompt: 'A red fox in snow', width: 256, height: 256, num_frames: 24, fps: 24, seed: 7 };
  const jobs = Array.from({ length: sketches }, () => ({ kind: 'text_to_video', input }));
  const made = await daemon.ask('POST', '/api/v1/job-batches', JSON.stringify({ jobs }));
  if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
  for (;;) {
    await sleep(500);
    const { counts } = JSON.parse((await daemon.ask('GET', '/api/v1/queue')).text);
    if (counts.failed > 0) throw new Error('A sketch failed');
    if (counts.succeeded === sketches) return;
  }
}

/** What the daemon holds and uses while nothing is to do, before and after it has drawn. Its children have left by then. */
export const idle: Row = {
  id: 'idle',
  about: 'memory and processor of a daemon that has nothing to do, also after ten sketches',
  async measure(run) {
    const memory = new Array<number>();
    const memoryAfter = new Array<number>();
    const share = new Array<number>();
    // Each takes half a minute and the figures hardly move.
    const times = Math.min(run.times, run.isQuick ? 1 : 3);
    for (let time = 0; time < times; time += 1) {
      const daemon = await startBuiltDaemon(run.folder('daemon'));
      try {
        await sleep(3000);
        share.push(await idlePercent(daemon, run.isQuick ? 3 : idleSeconds));
        memory.push(residentMegabytes(daemon.pid));
        await drawSketches(daemon);
        await sleep(3000);
        memoryAfter.push(residentMegabytes(daemon.pid));
      } finally {
        await daemon.stop();
      }
    }
    const figure = (name: string, unit: string, values: readonly number[], value: number): Figure => ({
      name,
      unit,
      values,
      limit: null,
      goal: { kind: 'at_most', value },
    });
    return [
      figure('memory, idle', 'MB', memory, 125),
      figure('memory, after ten sketches', 'MB', memoryAfter, 125),
      figure('processor, idle', '%', share, 0.3),
    ];
  },
};
