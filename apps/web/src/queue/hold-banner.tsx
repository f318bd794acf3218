'use client';

import { Pause } from 'lucide-react';
import { useQueue } from '../live/live-provider.tsx';
import { Button } from '../parts/button.tsx';
import { useQueueActions } from './use-job-actions.ts';

const soloMessage = 'Only the job of the command that started the studio runs. The others wait.';

/** Why the queue, or an engine, is given no work, where it is not, and the way to go on where a person can. */
export function HoldBanner() {
  const queue = useQueue();
  const { resume } = useQueueActions();
  if (queue === undefined || (queue.holds.length + queue.enginePauses.length === 0 && !queue.solo)) return null;
  const messages = [...queue.holds, ...queue.enginePauses].map(({ userMessage }) => userMessage);
  if (queue.solo) messages.push(soloMessage);
  const canResume = queue.solo || queue.holds.some((hold) => hold.reason === 'paused_by_person');
  return (
    <output className="flex items-center gap-3 border-b border-line bg-warning-quiet px-4 py-2.5">
      <Pause aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
      <span className="min-w-0 flex-1 text-meta">{messages.join(' ')}</span>
      {canResume ? (
        <Button size="small" disabled={resume.isPending} onClick={() => resume.mutate()} className="max-md:h-10!">
          Resume
        </Button>
      ) : null}
    </output>
  );
}
