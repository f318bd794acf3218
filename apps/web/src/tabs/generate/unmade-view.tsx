'use client';

import type { Job } from '@videoexpress/job-schema';
import { useRouter } from 'next/navigation';
import { CircleAlert, PencilLine, RotateCcw } from 'lucide-react';
import { handToGenerate } from '../../handover/generate-handover.ts';
import { useEngines } from '../../live/live-provider.tsx';
import { Button } from '../../parts/button.tsx';
import { spentWords } from '../../queue/cost-words.ts';
import { FailureDetails } from '../../queue/failure-details.tsx';
import { useJobActions } from '../../queue/use-job-actions.ts';

const isNarrow = '(max-width: 767px)';

/** A job that ended without a clip: what happened, whether it cost anything, and the way on. */
export function UnmadeView({ job }: { job: Job }) {
  const { retry } = useJobActions();
  const router = useRouter();
  const failed = job.error !== null;
  const spent = spentWords(job, useEngines() ?? []);
  const refill = () => {
    const { kind, engine, input } = job;
    handToGenerate({ how: 'reproduce', settings: { kind, engine, input } });
    if (window.matchMedia(isNarrow).matches) router.push('/');
  };
  return (
    <div className={`flex gap-3 border-b border-line px-4 py-4 ${failed ? 'bg-negative-quiet' : 'bg-surface-1'}`}>
      {failed ? (
        <CircleAlert aria-hidden="true" size={20} strokeWidth={1.5} className="shrink-0 text-negative" />
      ) : null}
      <div className="grid min-w-0 flex-1 gap-3">
        <p className="text-read">
          {job.error?.userMessage ?? 'Cancelled. No clip was made.'} {spent}
        </p>
        <span className="flex flex-wrap gap-2">
          <Button disabled={retry.isPending} onClick={() => retry.mutate(job.id)}>
            <RotateCcw aria-hidden="true" size={16} strokeWidth={1.75} />
            Retry
          </Button>
          <Button tone="bare" onClick={refill}>
            <PencilLine aria-hidden="true" size={16} strokeWidth={1.75} />
            Change and try again
          </Button>
        </span>
        {retry.error === null ? null : (
          <p role="alert" className="text-meta text-negative">
            {retry.error.message}
          </p>
        )}
        {job.error === null ? null : <FailureDetails error={job.error} />}
      </div>
    </div>
  );
}
