'use client';

import { CircleX, ListX, PanelRightClose, Pause, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useQueue } from '../live/live-provider.tsx';
import { IconButton } from '../parts/button.tsx';
import { MoreMenu } from '../parts/more-menu.tsx';
import type { MenuItem } from '../parts/menu-items.ts';
import { countWords } from './queue-counts.ts';
import { useQueueCounts } from './use-queue-counts.ts';
import { isPublishing } from '../words/job-words.ts';
import type { QueueSections } from './queue-order.ts';
import { removeJobs } from './remove-jobs.ts';
import { useBulkActions } from './use-bulk-actions.ts';
import { useQueueActions } from './use-job-actions.ts';

interface QueueHeadProps {
  readonly sections: QueueSections | undefined;
  readonly onClose: (() => void) | undefined;
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function action(label: string, picture: ReactNode, onChoose: () => void): MenuItem {
  return { kind: 'action', id: label, label, icon: picture, onChoose };
}

/** What can be done to the whole queue at this moment. */
function useQueueMenu(sections: QueueSections | undefined): () => readonly MenuItem[] {
  const { cancelWaiting, retryFailed } = useBulkActions();
  return () => {
    if (sections === undefined) return [];
    const failed = sections.ended.some((job) => job.state === 'failed' && !isPublishing(job));
    return [
      ...(sections.queued.length > 0 ? [action('Cancel all waiting', <CircleX {...icon} />, cancelWaiting)] : []),
      ...(failed ? [action('Retry all failed', <RotateCcw {...icon} />, retryFailed)] : []),
      ...(sections.ended.length > 0
        ? [action('Clear finished', <ListX {...icon} />, () => removeJobs(sections.ended.map(({ id }) => id)))]
        : []),
    ];
  };
}

function Counts({ sections }: { sections: QueueSections }) {
  return countWords(useQueueCounts(sections));
}

/** The name of the column, how much there is, and what can be done to all of it. */
export function QueueHead({ sections, onClose }: QueueHeadProps) {
  const queue = useQueue();
  const { pause } = useQueueActions();
  const menu = useQueueMenu(sections);
  const isEmpty = sections === undefined || Object.values(sections).every((jobs) => jobs.length === 0);
  return (
    <div className="flex column-head shrink-0 items-center gap-2 border-b border-line px-4">
      <h2 className="text-read font-semibold">Queue</h2>
      <span className="min-w-0 flex-1 truncate text-meta text-text-3">
        {sections === undefined ? '' : <Counts sections={sections} />}
      </span>
      <div className="-mr-1.5 flex [&>button]:md:w-7">
        {queue?.paused === false && !isEmpty ? (
          <IconButton
            label="Pause the queue"
            title="Pause the queue: what runs goes on, nothing new starts"
            disabled={pause.isPending}
            onClick={() => pause.mutate()}
          >
            <Pause aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        ) : null}
        {isEmpty ? null : <MoreMenu label="More for the queue" items={menu} className="md:w-7" />}
        {onClose === undefined ? null : (
          <IconButton label="Make the queue a strip (Q)" onClick={onClose}>
            <PanelRightClose aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        )}
      </div>
    </div>
  );
}
