'use client';

import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { Job } from '@videoexpress/job-schema';
import { GripVertical } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { shortTitle } from '../words/job-words.ts';
import { hasPicture, JobThumb } from './job-thumb.tsx';
import { QueuedRow } from './queued-row.tsx';

interface SortableRowProps {
  readonly job: Job;
  readonly place: number;
  readonly count: number;
  readonly isShown: boolean;
  readonly startsAtMs: number | undefined;
  /** How far from the list's top it is drawn; null in a list that is drawn whole. */
  readonly topPx: number | null;
  /** Moves it by one place, up for -1. */
  readonly onNudge: (job: Job, by: -1 | 1) => void;
}

/** Over the picture when it is pointed at; for a finger always there, beside the picture or in place of what stands in. */
const gripShape =
  'absolute top-0 right-0 grid h-9 w-full place-items-center rounded-1 bg-surface-3 text-text-2 opacity-0 group-hover/grip:opacity-100 group-focus-visible/grip:opacity-100 max-md:opacity-100 pointer-coarse:opacity-100';

type Sortable = ReturnType<typeof useSortable>;

interface GripProps extends Pick<Sortable, 'attributes' | 'listeners'> {
  readonly job: Job;
  readonly place: number;
  readonly count: number;
  readonly activator: Sortable['setActivatorNodeRef'];
}

/** The row's picture is what it is moved by: a pointer drags it, Space picks it up. */
function Grip({ job, place, count, activator, attributes, listeners }: GripProps) {
  return (
    <button
      {...attributes}
      {...listeners}
      ref={activator}
      type="button"
      aria-label={`Move ${shortTitle(job)}, place ${place} of ${count}`}
      className="group/grip relative z-1 h-9 w-16 cursor-grab touch-none rounded-1 active:cursor-grabbing max-md:h-10"
    >
      <JobThumb job={job} />
      <span className={`${gripShape} ${hasPicture(job) ? 'max-md:w-6 pointer-coarse:w-6' : ''}`}>
        <GripVertical aria-hidden="true" size={16} strokeWidth={1.75} />
      </span>
    </button>
  );
}

/** A waiting job that can be put elsewhere in the queue. */
export function SortableRow({ job, place, count, isShown, startsAtMs, topPx, onNudge }: SortableRowProps) {
  const { attributes, listeners, setActivatorNodeRef, setNodeRef, transform, transition, isDragging } = useSortable({
    id: job.id,
  });
  const onKeyDown = (press: KeyboardEvent) => {
    if (!press.altKey || (press.key !== 'ArrowUp' && press.key !== 'ArrowDown')) return;
    press.preventDefault();
    onNudge(job, press.key === 'ArrowUp' ? -1 : 1);
  };
  const moved = { transform: CSS.Translate.toString(transform), transition };
  const placed = topPx === null ? {} : { position: 'absolute' as const, top: topPx, insetInline: 0 };
  return (
    <QueuedRow
      ref={setNodeRef}
      job={job}
      isShown={isShown}
      startsAtMs={startsAtMs}
      aria-posinset={place}
      aria-setsize={count}
      onKeyDown={onKeyDown}
      style={{ ...moved, ...placed }}
      className={isDragging ? 'z-10 shadow-pop' : ''}
      grip={<Grip {...{ job, place, count, attributes, listeners }} activator={setActivatorNodeRef} />}
    />
  );
}
