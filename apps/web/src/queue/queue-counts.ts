import { activeStates, type Queue } from '@videoexpress/job-schema';
import type { QueueSections } from './queue-order.ts';

/** How many jobs are on their way. */
export interface QueueCounts {
  readonly running: number;
  readonly waiting: number;
}

/**
 * How many jobs run and wait. A list that is whole is counted, which is true at once; of a queue longer than the page reads,
 * the daemon's own counts are taken, which it sends at most twice a second.
 */
export function queueCounts(sections: QueueSections, queue: Queue | undefined, hasMore: boolean): QueueCounts {
  const listed = { running: sections.running.length, waiting: sections.queued.length };
  if (!hasMore || queue === undefined) return listed;
  return {
    running: activeStates.reduce((sum, state) => sum + (queue.counts[state] ?? 0), 0),
    waiting: queue.counts.queued ?? 0,
  };
}

const number = new Intl.NumberFormat('en');

/** How many jobs run and wait, in words: `1 running, 12,000 waiting`. */
export function countWords({ running, waiting }: QueueCounts): string {
  const parts = [];
  if (running > 0) parts.push(`${number.format(running)} running`);
  if (waiting > 0) parts.push(`${number.format(waiting)} waiting`);
  return parts.join(', ');
}
