'use client';

import { type Command, useCommands } from '../commands/command-registry.ts';
import { useQueue } from '../live/live-provider.tsx';
import type { QueueSections } from './queue-order.ts';
import { removeJobs } from './remove-jobs.ts';
import { useBulkActions } from './use-bulk-actions.ts';
import { useQueueActions } from './use-job-actions.ts';

/** What can be done to the queue from the palette, at this moment and on every tab. */
export function QueueCommands({ sections }: { sections: QueueSections }) {
  const isPaused = useQueue()?.paused ?? false;
  const { pause, resume } = useQueueActions();
  const { cancelWaiting, retryFailed } = useBulkActions();
  const offered: Command[] = [
    isPaused
      ? { id: 'queue.resume', label: 'Resume the queue', group: 'queue', run: () => resume.mutate() }
      : { id: 'queue.pause', label: 'Pause the queue', group: 'queue', run: () => pause.mutate() },
  ];
  if (sections.queued.length > 0)
    offered.push({ id: 'queue.cancel-waiting', label: 'Cancel all waiting jobs', group: 'queue', run: cancelWaiting });
  if (sections.ended.some((job) => job.state === 'failed'))
    offered.push({ id: 'queue.retry-failed', label: 'Retry all failed jobs', group: 'queue', run: retryFailed });
  if (sections.ended.length > 0) {
    const run = () => removeJobs(sections.ended.map(({ id }) => id));
    offered.push({ id: 'queue.clear-finished', label: 'Clear finished jobs', group: 'queue', run });
  }
  useCommands(offered);
  return null;
}
