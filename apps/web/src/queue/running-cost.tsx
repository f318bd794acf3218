'use client';

import type { Job } from '@videoexpress/job-schema';
import { useEngines } from '../live/live-provider.tsx';
import { formatElapsed } from '../words/durations.ts';
import { expectedWords, soFarWords } from './cost-words.ts';
import { FactLine } from './job-frame.tsx';
import { clickToRenderMs } from './running-words.ts';

/** What a job under way costs until now, and how long it took until an engine was at it. Nothing where it is free. */
export function RunningCost({ job }: { job: Job }) {
  const soFar = soFarWords(job, useEngines() ?? []);
  if (soFar === null) return null;
  const beganMs = clickToRenderMs(job);
  const began = beganMs === null ? null : `began after ${formatElapsed(beganMs)}`;
  return <FactLine left={soFar} right={began ?? expectedWords(job)} />;
}
