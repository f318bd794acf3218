'use client';

import { useMemo } from 'react';
import { useJobs } from '../live/live-provider.tsx';
import { type QueueSections, queueSections } from './queue-order.ts';

/** The jobs in the order a person looks for them; undefined until they were read. */
export function useQueueSections(): QueueSections | undefined {
  const jobs = useJobs();
  return useMemo(() => (jobs === undefined ? undefined : queueSections(Object.values(jobs))), [jobs]);
}
