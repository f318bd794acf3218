'use client';

import { useQuery } from '@tanstack/react-query';
import { useQueue } from '../live/live-provider.tsx';
import { jobsQuery } from '../live/live-queries.ts';
import { type QueueCounts, queueCounts } from './queue-counts.ts';
import type { QueueSections } from './queue-order.ts';

/** How many jobs run and wait, also where there are more than the page lists. */
export function useQueueCounts(sections: QueueSections): QueueCounts {
  const { data: hasMore } = useQuery({ ...jobsQuery, enabled: false, select: (cache) => cache.hasMore });
  return queueCounts(sections, useQueue(), hasMore ?? false);
}
