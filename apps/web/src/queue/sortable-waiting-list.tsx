'use client';

import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import type { Job } from '@videoexpress/job-schema';
import { useState } from 'react';
import { shortTitle } from '../words/job-words.ts';
import { dragAnnouncements, dragInstructions } from './drag-words.ts';
import { afterFor } from './pending-moves.ts';
import { RowWindow } from './row-window.tsx';
import { SortableRow } from './sortable-row.tsx';
import { say } from './spoken.ts';
import { useMoveJob } from './use-move-job.ts';
import type { WaitingListProps } from './waiting-list-props.ts';

/** A press becomes a drag after so many pixels. */
const dragFromPx = 4;
const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });

/** The jobs that wait, to be put in another order by pointer or keyboard. */
export function SortableWaitingList({ jobs, shownId, startsAtMs, scroller }: WaitingListProps) {
  const move = useMoveJob();
  const [draggedId, setDraggedId] = useState<UniqueIdentifier | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: dragFromPx } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const moveTo = (job: Job, index: number) => {
    const after = afterFor(jobs, job.id, index);
    if (after === undefined) return false;
    move({ id: job.id, after });
    return true;
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    setDraggedId(null);
    const job = jobs.find(({ id }) => id === active.id);
    const index = jobs.findIndex(({ id }) => id === over?.id);
    if (job !== undefined && index >= 0) moveTo(job, index);
  };
  const onNudge = (job: Job, by: -1 | 1) => {
    const index = jobs.indexOf(job) + by;
    if (index < 0 || index >= jobs.length) return;
    if (moveTo(job, index)) say(`${shortTitle(job)}: place ${index + 1} of ${jobs.length}.`);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDown]}
      accessibility={{ announcements: dragAnnouncements(jobs), screenReaderInstructions: dragInstructions }}
      onDragStart={({ active }) => setDraggedId(active.id)}
      onDragEnd={onDragEnd}
      onDragCancel={() => setDraggedId(null)}
    >
      <SortableContext items={jobs.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <RowWindow
          count={jobs.length}
          keptIndex={jobs.findIndex(({ id }) => id === draggedId)}
          scroller={scroller}
          drawRow={(index, topPx) => {
            const job = jobs[index];
            return job === undefined ? null : (
              <SortableRow
                key={job.id}
                job={job}
                place={index + 1}
                count={jobs.length}
                isShown={job.id === shownId}
                startsAtMs={startsAtMs.get(job.id)}
                topPx={topPx}
                onNudge={onNudge}
              />
            );
          }}
        />
      </SortableContext>
    </DndContext>
  );
}
