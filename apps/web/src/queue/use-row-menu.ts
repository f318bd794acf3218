import type { Job } from '@videoexpress/job-schema';
import { ArrowUpToLine, CopyX, Pencil, Shuffle } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { handToGenerate } from '../handover/generate-handover.ts';
import type { MenuItem } from '../parts/menu-item.ts';
import { editJob } from './edit/edit-request.ts';
import { useBulkActions } from './use-bulk-actions.ts';
import { useMoveJob } from './use-move-job.ts';

/** What else can be done about a job that has not ended. */
export function useRowMenu() {
  const router = useRouter();
  const move = useMoveJob();
  const { cancelAllBut } = useBulkActions();
  const common = (job: Job): MenuItem[] => [
    {
      label: 'Use its settings',
      icon: Shuffle,
      run: () => {
        handToGenerate({ how: 'remix', settings: { kind: job.kind, engine: job.engine, input: job.input } });
        router.push('/');
      },
    },
    { label: 'Cancel all but this', icon: CopyX, startsGroup: true, run: () => cancelAllBut(job.id) },
  ];
  return {
    running: common,
    queued: (job: Job): MenuItem[] => [
      { label: 'Edit', icon: Pencil, run: () => editJob(job.id) },
      { label: 'Move to the front', icon: ArrowUpToLine, run: () => move({ id: job.id, after: null }) },
      ...common(job),
    ],
  };
}
