import type { JobId } from '@videoexpress/job-schema';
import { useEffect, useRef } from 'react';
import { api } from '../api/client.ts';
import { useToasts } from '../toasts/toast-store.ts';
import { endRemoval, useRemovals } from './removals.ts';

/** A cancelled job is refused for a moment, while the engine puts its work away. */
const tries = 5;
const pauseMs = 400;

async function forget(ids: readonly JobId[]): Promise<void> {
  let left = ids;
  for (let attempt = 0; attempt < tries && left.length > 0; attempt++) {
    if (attempt > 0) await new Promise((resume) => setTimeout(resume, pauseMs * attempt));
    const refused: JobId[] = [];
    for (const id of left) {
      const answer = await api.call('deleteJob', { params: { id } });
      const isGone = answer.ok || (answer.error.code === 'problem' && answer.error.problem.status === 404);
      if (!isGone) refused.push(id);
    }
    left = refused;
  }
}

/** Makes removals true once their notes are gone. Mounted once a page. */
export function RemovalKeeper() {
  const toasts = useToasts();
  const removals = useRemovals();
  const underWay = useRef(new Set<number>());
  useEffect(() => {
    for (const { ids, toastId } of removals) {
      if (toasts.some((toast) => toast.id === toastId) || underWay.current.has(toastId)) continue;
      underWay.current.add(toastId);
      void forget(ids).then(() => endRemoval(toastId));
    }
  }, [toasts, removals]);
  return null;
}
