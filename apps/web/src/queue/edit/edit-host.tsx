'use client';

import { lazy, Suspense, useState } from 'react';
import type { Job } from '@videoexpress/job-schema';
import { useJobs } from '../../live/live-provider.tsx';
import { endEdit, useEditedJobId } from './edit-request.ts';

const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));

/** Shows the form of the job that someone wants to change. It stays open, whatever becomes of the job. */
export function EditHost() {
  const id = useEditedJobId();
  const job = useJobs()?.[id ?? ''];
  const [kept, setKept] = useState<Job | undefined>();
  if (id === null) {
    if (kept !== undefined) setKept(undefined);
    return null;
  }
  if (job !== undefined && kept?.id !== id) setKept(job);
  const shown = kept?.id === id ? kept : job;
  if (shown === undefined) return null;
  return (
    <Suspense fallback={null}>
      <EditDialog key={id} job={shown} onClose={endEdit} />
    </Suspense>
  );
}
