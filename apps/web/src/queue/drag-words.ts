import type { Announcements, UniqueIdentifier } from '@dnd-kit/core';
import type { Job } from '@videoexpress/job-schema';
import { shortTitle } from '../words/job-words.ts';

/** How to move a row by keyboard, for whoever hears the page. */
export const dragInstructions = {
  draggable:
    'To move this job, press Space, then the arrow keys, then Space again. Escape puts it back. Alt with an arrow key moves it by one place.',
};

/** What is said while a row is moved: its place among those that wait. */
export function dragAnnouncements(jobs: readonly Job[]): Announcements {
  const placeOf = (id: UniqueIdentifier | undefined) => jobs.findIndex((job) => job.id === id) + 1;
  const titleOf = (id: UniqueIdentifier) => {
    const job = jobs.find((each) => each.id === id);
    return job === undefined ? 'The job' : shortTitle(job);
  };
  const at = (id: UniqueIdentifier | undefined) => `place ${placeOf(id)} of ${jobs.length}`;
  return {
    // The place it is picked up from is its first one, and is said as such right after.
    onDragStart: () => undefined,
    onDragOver: ({ active, over }) => {
      if (over === null) return undefined;
      const isHome = over.id === active.id;
      return isHome ? `Holding ${titleOf(active.id)} at ${at(active.id)}.` : `${titleOf(active.id)}: ${at(over.id)}.`;
    },
    onDragEnd: ({ active, over }) =>
      over === null ? `${titleOf(active.id)} stays where it was.` : `${titleOf(active.id)} put down at ${at(over.id)}.`,
    onDragCancel: ({ active }) => `${titleOf(active.id)} is back at ${at(active.id)}.`,
  };
}
