'use client';

import type { Job, JobError } from '@videoexpress/job-schema';
import { RotateCcw, X } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { useEngines } from '../live/live-provider.tsx';
import { Button, buttonClasses } from '../parts/button.tsx';
import { Link } from '../parts/soft-link.tsx';
import { formatClipSeconds } from '../words/durations.ts';
import { isPublishing, publishingLabel, shortTitle } from '../words/job-words.ts';
import { clipSeconds, spentWords } from './cost-words.ts';
import { DoubleChargeMark } from './double-charge-mark.tsx';
import { FailureDetails } from './failure-details.tsx';
import { FactLine, JobFrame } from './job-frame.tsx';
import { JobThumb } from './job-thumb.tsx';
import { EndedTime } from './job-times.tsx';
import { removeJobs } from './remove-jobs.ts';
import { RowButton } from './row-button.tsx';
import { useJobActions } from './use-job-actions.ts';

interface EndedRowProps {
  readonly job: Job;
  readonly isShown: boolean;
  /** It was queued again already, as another job. */
  readonly isRetried: boolean;
}

/** The button goes when the job is in the queue again: the focus goes to the row's link before. */
function keepFocusInRow({ currentTarget }: MouseEvent<HTMLButtonElement>): void {
  currentTarget.closest('[data-job]')?.querySelector<HTMLElement>('a[href^="/jobs/"]')?.focus({ preventScroll: true });
}

function Failure({ job, error, isRetried }: { job: Job; error: JobError; isRetried: boolean }) {
  const { retry } = useJobActions();
  const spent = spentWords(job, useEngines() ?? []);
  return (
    <>
      <p className="text-meta text-text-2">{spent === null ? error.userMessage : `${error.userMessage} ${spent}`}</p>
      <div className="relative mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        {isPublishing(job) ? (
          <Link href="/social" className={`${buttonClasses('quiet', 'small')} max-md:h-10!`}>
            Open Social Hub
          </Link>
        ) : isRetried ? (
          <span className="text-meta text-text-3">Queued again</span>
        ) : (
          <Button
            size="small"
            disabled={retry.isPending}
            onClick={(click) => {
              keepFocusInRow(click);
              retry.mutate(job.id);
            }}
            className="max-md:h-10!"
          >
            <RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />
            Retry
          </Button>
        )}
        <FailureDetails error={error} />
      </div>
    </>
  );
}

function endedWords(job: Job): string {
  if (job.state === 'cancelled') return 'Cancelled';
  const service = publishingLabel(job);
  if (service !== null) return `Sent to ${service}`;
  const seconds = clipSeconds(job);
  return seconds === null ? 'Done' : formatClipSeconds(seconds);
}

/** A job at its end: its clip, or why there is none. What was cancelled stays quiet. */
export const EndedRow = memo(function EndedRow({ job, isShown, isRetried }: EndedRowProps) {
  const { retry } = useJobActions();
  const title = shortTitle(job);
  return (
    <JobFrame
      job={job}
      isShown={isShown}
      thumb={<JobThumb job={job} />}
      actions={
        <>
          {job.state === 'cancelled' && !isRetried && !isPublishing(job) ? (
            <RowButton
              label={`Retry ${title}`}
              disabled={retry.isPending}
              onClick={(click) => {
                keepFocusInRow(click);
                retry.mutate(job.id);
              }}
            >
              <RotateCcw aria-hidden="true" size={16} strokeWidth={1.75} />
            </RowButton>
          ) : null}
          <RowButton
            label={`Take ${title} off the list`}
            onClick={() => removeJobs([job.id])}
            isRevealed={job.state !== 'failed'}
          >
            <X aria-hidden="true" size={16} strokeWidth={1.75} />
          </RowButton>
        </>
      }
    >
      {job.error === null ? (
        <FactLine left={endedWords(job)} right={<EndedTime job={job} />} />
      ) : (
        <Failure job={job} error={job.error} isRetried={isRetried} />
      )}
      <DoubleChargeMark job={job} />
    </JobFrame>
  );
});
