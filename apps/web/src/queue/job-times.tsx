'use client';

import type { Job } from '@videoexpress/job-schema';
import { useNowMs } from '../parts/now.ts';
import { formatAge, formatElapsed } from '../words/durations.ts';
import { formatCost } from '../words/money.ts';

/** How long a job has run, and how long it usually takes where the engine knows. */
export function ElapsedTime({ job }: { job: Job }) {
  const nowMs = useNowMs();
  if (job.startedAt === null || nowMs === 0) return null;
  const elapsedMs = nowMs - Date.parse(job.startedAt);
  const { etaSeconds } = job.progress;
  const usual = etaSeconds === undefined ? '' : ` of ~${formatElapsed(Math.max(0, elapsedMs) + etaSeconds * 1000)}`;
  return <span className="whitespace-nowrap">{formatElapsed(elapsedMs) + usual}</span>;
}

/** What an ended job cost, and how long ago that was. */
export function EndedTime({ job }: { job: Job }) {
  const nowMs = useNowMs();
  if (job.finishedAt === null || nowMs === 0) return null;
  const age = formatAge(nowMs - Date.parse(job.finishedAt));
  const cost = formatCost(job.cost?.actualUsd);
  return <span className="whitespace-nowrap">{cost === null ? age : `${cost}, ${age}`}</span>;
}
