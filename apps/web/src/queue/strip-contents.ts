import type { Job } from '@videoexpress/job-schema';
import { percentOf, shortTitle, stageWords } from '../words/job-words.ts';
import { countWords, type QueueCounts } from './queue-counts.ts';
import type { QueueSections } from './queue-order.ts';

/** One ring of the strip: a job under way. */
export interface StripRing {
  readonly job: Job;
  readonly fraction: number | null;
  /** Inside the ring: whole percent, or dots where nothing is measured. */
  readonly text: string;
  /** Read aloud, and shown on hover. */
  readonly label: string;
}

export interface StripContents {
  readonly rings: readonly StripRing[];
  /** Running jobs without a ring of their own, and those that wait. */
  readonly more: number;
  readonly moreLabel: string;
}

/** More rings than this would not fit beside a low window. */
const mostRings = 6;

function ringOf(job: Job): StripRing {
  const { fraction } = job.progress;
  const percent = fraction === null ? null : percentOf(fraction);
  return {
    job,
    fraction,
    text: percent === null ? '…' : String(percent),
    label: `${shortTitle(job)}: ${stageWords(job)}${percent === null ? '' : `, ${percent} %`}`,
  };
}

/** What the queue shows as a strip: one ring a running job, and how many there are besides. */
export function stripContents(sections: QueueSections, counts: QueueCounts): StripContents {
  const rings = sections.running.slice(0, mostRings).map(ringOf);
  const unshown = counts.running - rings.length;
  const words = countWords({ running: unshown, waiting: counts.waiting });
  return { rings, more: unshown + counts.waiting, moreLabel: words.replace(' running', ' more running') };
}
