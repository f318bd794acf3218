'use client';

import type { Job } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import { useEngines } from '../live/live-provider.tsx';
import { doubleChargeWords } from './double-charge.ts';

/** A line of a job's row where it may be charged twice; nothing elsewhere. */
export function DoubleChargeMark({ job }: { job: Job }) {
  const words = doubleChargeWords(job, useEngines() ?? []);
  if (words === null) return null;
  return (
    <p title={words} className="flex items-center gap-1.5 text-meta text-warning">
      <TriangleAlert aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
      Possibly charged twice
    </p>
  );
}
