'use client';

import type { Job } from '@videoexpress/job-schema';
import { ArrowUpToLine, CopyX, Pencil, Shuffle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { handToGenerate } from '../handover/generate-handover.ts';
import type { MenuItem } from '../parts/menu-items.ts';
import { isPublishing } from '../words/job-words.ts';
import { editJob } from './edit/edit-request.ts';
import { useBulkActions } from './use-bulk-actions.ts';
import { useMoveJob } from './use-move-job.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** What else can be done about a job that has not ended. */
export function useRowMenu() {
  const router = useRouter();
  const move = useMoveJob();
  const { cancelAllBut } = useBulkActions();
  const remix = (job: Job): MenuItem[] => [
    {
      kind: 'action',
      id: 'remix',
      label: 'Use its settings',
      icon: <Shuffle {...icon} />,
      onChoose: () => {
        handToGenerate({ how: 'remix', settings: { kind: job.kind, engine: job.engine, input: job.input } });
        router.push('/');
      },
    },
    { kind: 'line', id: 'line' },
  ];
  const common = (job: Job): MenuItem[] => [
    // A post is changed and sent anew in the Social Hub.
    ...(isPublishing(job) ? [] : remix(job)),
    {
      kind: 'action',
      id: 'cancel_others',
      label: 'Cancel all but this',
      icon: <CopyX {...icon} />,
      onChoose: () => cancelAllBut(job.id),
    },
  ];
  const edit = (job: Job): MenuItem[] => [
    { kind: 'action', id: 'edit', label: 'Edit', icon: <Pencil {...icon} />, onChoose: () => editJob(job.id) },
  ];
  return {
    running: common,
    queued: (job: Job): MenuItem[] => [
      ...(isPublishing(job) ? [] : edit(job)),
      {
        kind: 'action',
        id: 'front',
        label: 'Move to the front',
        icon: <ArrowUpToLine {...icon} />,
        onChoose: () => move({ id: job.id, after: null }),
      },
      ...common(job),
    ],
  };
}
