'use client';

import type { Job } from '@videoexpress/job-schema';
import { useNowMs } from '../parts/now.ts';
import { formatAge } from '../words/durations.ts';
import { endedCostWords } from './cost-words.ts';
import { elapsedWords } from './running-words.ts';

/** How long a job has run, and how long such a job usually takes where that is known. */
export function ElapsedTime({ job }: { job: Job }) {
  const words = elapsedWords(job, useNowMs());
  return words === null ? null : <span className="whitespace-nowrap">{words}</span>;
}

/** What an ended job cost, and how long ago that was. */
export function EndedTime({ job }: { job: Job }) {
  const nowMs = useNowMs();
  if (job.finishedAt === null || nowMs === 0) return null;
  const age = formatAge(nowMs - Date.parse(job.finishedAt));
  const cost = endedCostWords(job);
  return <span className="whitespace-nowrap">{cost === null ? age : `${cost}, ${age}`}</span>;
}
