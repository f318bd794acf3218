'use client';

import { useMemo } from 'react';
import { useJobs } from '../live/live-provider.tsx';
import { usePendingMoves, withMoves } from './pending-moves.ts';
import { type QueueSections, sectionsOf } from './queue-order.ts';
import { useRemovals } from './removals.ts';

/**
 * The jobs in the order a person looks for them, as they will be once everything this page asked for is through;
 * undefined until they were read.
 */
export function useQueueSections(): QueueSections | undefined {
  const jobs = useJobs();
  const moves = usePendingMoves();
  const removals = useRemovals();
  return useMemo(() => {
    if (jobs === undefined) return undefined;
    const known = sectionsOf(jobs);
    const removed = new Set<string>(removals.flatMap(({ ids }) => ids));
    return {
      running: known.running,
      queued: withMoves(known.queued, moves),
      ended: removed.size === 0 ? known.ended : known.ended.filter((job) => !removed.has(job.id)),
    };
  }, [jobs, moves, removals]);
}
