import { isEndState, type Job } from '@videoexpress/job-schema';

/** The jobs in the order a person looks for them. */
export interface QueueSections {
  /** An engine or the collector has them, the longest running first. */
  readonly running: readonly Job[];
  /** Waiting, the next one first. */
  readonly queued: readonly Job[];
  /** At their end, the newest first. */
  readonly ended: readonly Job[];
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Lower priority first, then by place, then who came earlier: the order in which they are given out. */
function byTurn(a: Job, b: Job): number {
  return a.priority - b.priority || a.position - b.position || compareText(a.id, b.id);
}

function byStart(a: Job, b: Job): number {
  return compareText(a.startedAt ?? a.createdAt, b.startedAt ?? b.createdAt) || compareText(a.id, b.id);
}

function byEndNewestFirst(a: Job, b: Job): number {
  return compareText(b.finishedAt ?? b.createdAt, a.finishedAt ?? a.createdAt) || compareText(b.id, a.id);
}

/** Sorts jobs into what runs, what waits and what has ended. */
export function queueSections(jobs: readonly Job[]): QueueSections {
  return {
    running: jobs.filter((job) => job.state !== 'queued' && !isEndState(job.state)).toSorted(byStart),
    queued: jobs.filter((job) => job.state === 'queued').toSorted(byTurn),
    ended: jobs.filter((job) => isEndState(job.state)).toSorted(byEndNewestFirst),
  };
}

/** The newest job that made a clip. */
export function newestClip(sections: QueueSections): Job | null {
  return sections.ended.find((job) => job.state === 'succeeded' && job.output.assetIds.length > 0) ?? null;
}

/** The jobs that were queued again, as another job. */
export function retriedIds(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(jobs.flatMap((job) => job.retryOf ?? []));
}

/** `next`, or `before` where it holds the very same jobs in the same order: what draws a list can then leave it be. */
function kept(before: readonly Job[], next: readonly Job[]): readonly Job[] {
  return before.length === next.length && before.every((job, index) => job === next[index]) ? before : next;
}

let lastJobs: Readonly<Record<string, Job>> | null = null;
let lastSections: QueueSections = { running: [], queued: [], ended: [] };

/** The sections of a page's jobs, sorted once however many ask for them. A section that did not change stays the same. */
export function sectionsOf(jobs: Readonly<Record<string, Job>>): QueueSections {
  if (jobs === lastJobs) return lastSections;
  const { running, queued, ended } = queueSections(Object.values(jobs));
  lastJobs = jobs;
  lastSections = {
    running: kept(lastSections.running, running),
    queued: kept(lastSections.queued, queued),
    ended: kept(lastSections.ended, ended),
  };
  return lastSections;
}
