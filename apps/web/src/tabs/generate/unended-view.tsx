'use client';

import type { Job } from '@videoexpress/job-schema';
import { X } from 'lucide-react';
import { Button } from '../../parts/button.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { pictureBox } from '../../player/picture-box.ts';
import { ElapsedTime } from '../../queue/job-times.tsx';
import { useJobActions } from '../../queue/use-job-actions.ts';
import { jobTitle, percentOf, stageWords } from '../../words/job-words.ts';

/** A job on its way, in the place where its clip will be. */
export function UnendedView({ job }: { job: Job }) {
  const { cancel } = useJobActions();
  const { fraction } = job.progress;
  const waits = job.state === 'queued';
  return (
    <>
      <div className="grid shrink-0 place-items-center bg-well p-6 text-on-picture" style={pictureBox(job)}>
        <div data-theme="dark" className="grid w-full max-w-[320px] gap-3">
          <p className="flex items-baseline justify-between gap-4">
            <span className="text-read">{stageWords(job)}</span>
            <span className="text-hero font-semibold">
              {waits || fraction === null ? null : `${percentOf(fraction)} %`}
            </span>
          </p>
          {waits ? null : <ProgressBar fraction={fraction} label={jobTitle(job)} stage={stageWords(job)} />}
          <p className="min-h-4 text-meta text-text-2">
            <ElapsedTime job={job} />
          </p>
        </div>
      </div>
      <div className="flex gap-2 px-4 pt-4">
        <Button disabled={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
          Cancel
        </Button>
      </div>
    </>
  );
}
