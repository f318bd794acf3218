import type { JobId } from '@videoexpress/job-schema';
import { dismissToast, showToast } from '../toasts/toast-store.ts';
import { addRemoval, endRemoval } from './removals.ts';

/** Takes ended jobs off the list, with a note that brings them back. Their clips stay in the library. */
export function removeJobs(ids: readonly JobId[]): void {
  if (ids.length === 0) return;
  const toastId = showToast({
    text: ids.length === 1 ? 'Taken off the list.' : `${ids.length} taken off the list.`,
    action: {
      label: 'Undo',
      run: () => {
        endRemoval(toastId);
        dismissToast(toastId);
      },
    },
  });
  addRemoval({ ids, toastId });
}
