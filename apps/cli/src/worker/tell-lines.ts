import { plainText } from '@videoexpress/host';
import type { CliClock } from '../cli.ts';
import { timeText } from '../printer/amounts.ts';
import type { WorkerLine } from './worker-line.ts';

/** Says what a worker does in a person's words, from its lines. */
export function createLineTeller(
  clock: CliClock,
  say: (line: string) => void,
  place: string,
): (said: WorkerLine) => void {
  let begunMs = 0;
  return (said) => {
    switch (said.kind) {
      case 'up':
        say(`The worker is up, and waits for work from ${place}.`);
        return;
      case 'job_begins':
        begunMs = clock.monotonic();
        say(`Renders with ${plainText(said.model)}.`);
        return;
      case 'job_ends':
        say(endOf(said, timeText(Math.round((clock.monotonic() - begunMs) / 1000))));
        return;
      default:
        return;
    }
  };
}

function endOf({ how, why }: Extract<WorkerLine, { kind: 'job_ends' }>, time: string): string {
  switch (how) {
    case 'done':
      return `Done in ${time}.`;
    case 'cancelled':
      return 'The job was cancelled.';
    case 'failed':
      return `The job failed: ${plainText(why)}`;
  }
}
