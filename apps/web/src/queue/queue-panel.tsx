'use client';

import { ListVideo } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useQueue } from '../live/live-provider.tsx';
import { QueueHead } from './queue-head.tsx';
import type { QueueSections } from './queue-order.ts';

interface QueuePanelProps {
  /** Undefined until the jobs were read. */
  readonly sections: QueueSections | undefined;
  /** It is a part of a page that scrolls, not a column that does. */
  readonly isInPage?: boolean;
  /** Makes a strip of it, where it can be one. */
  readonly onClose?: () => void;
}

/** Fetched with the first job; an empty queue has no rows. */
const QueueRows = dynamic(() => import('./queue-rows.tsx').then((module) => module.QueueRows), { ssr: false });

/** Fetched when something is held back for the first time. */
const HoldBanner = dynamic(() => import('./hold-banner.tsx').then((module) => module.HoldBanner), { ssr: false });

function EmptyQueue() {
  return (
    <div className="m-auto grid justify-items-center gap-2 px-6 py-12 text-center">
      <ListVideo aria-hidden="true" size={20} strokeWidth={1.5} className="text-text-2" />
      <p className="text-text-2">Nothing is running.</p>
      <p className="text-meta text-text-3">What you generate shows up here, and is still here after a restart.</p>
    </div>
  );
}

/** Every job in queue order: what runs, what waits, what has ended. */
export function QueuePanel({ sections, isInPage = false, onClose }: QueuePanelProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const queue = useQueue();
  const isHeld = queue !== undefined && (queue.solo || queue.holds.length + queue.enginePauses.length > 0);
  const isEmpty = sections !== undefined && Object.values(sections).every((jobs) => jobs.length === 0);
  return (
    <aside aria-label="Queue" className="flex min-h-0 flex-1 flex-col border-line bg-surface-1 md:border-l">
      <QueueHead sections={sections} onClose={onClose} />
      {isHeld ? <HoldBanner /> : null}
      <div
        ref={isInPage ? undefined : setScroller}
        className={`relative flex min-h-0 flex-1 flex-col ${isInPage ? '' : 'overflow-y-auto'}`}
      >
        {isEmpty ? <EmptyQueue /> : null}
        {sections === undefined || isEmpty || (scroller === null && !isInPage) ? null : (
          <QueueRows sections={sections} scroller={scroller} />
        )}
      </div>
    </aside>
  );
}
