import type { Queue } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { countWords, queueCounts } from './queue-counts.ts';
import { queueSections } from './queue-order.ts';

const sections = queueSections([runningJob(0.5), jobOf(), jobOf(), jobOf({ state: 'failed' })]);
const counts = { queued: 12_000, dispatching: 1, submitted: 1, running: 2, collecting: 0 };
const queue: Queue = {
  paused: false,
  holds: [],
  enginePauses: [],
  solo: false,
  counts: { ...counts, succeeded: 70, failed: 3, cancelled: 1 },
};

describe('queueCounts', () => {
  it('counts the list where that is whole, so that a press is counted at once', () => {
    expect(queueCounts(sections, queue, false)).toEqual({ running: 1, waiting: 2 });
  });

  it('takes the counts of the daemon for a queue that is longer than the page reads', () => {
    expect(queueCounts(sections, queue, true)).toEqual({ running: 4, waiting: 12_000 });
    expect(countWords(queueCounts(sections, queue, true))).toBe('4 running, 12,000 waiting');
  });

  it('counts the list until the queue was read', () => {
    expect(queueCounts(sections, undefined, true)).toEqual({ running: 1, waiting: 2 });
  });
});

describe('countWords', () => {
  it('says nothing of nothing', () => {
    expect(countWords({ running: 0, waiting: 0 })).toBe('');
    expect(countWords({ running: 0, waiting: 1 })).toBe('1 waiting');
  });
});
