'use client';

import { isEndState, type Job } from '@videoexpress/job-schema';
import { RotateCcw, X } from 'lucide-react';
import { memo } from 'react';
import { Button, IconButton } from '../parts/button.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { formatClipSeconds } from '../words/durations.ts';
import { inputNumber, shortTitle, stageWords } from '../words/job-words.ts';
import { FailureDetails } from './failure-details.tsx';
import { JobLink } from './job-link.tsx';
import { JobThumb } from './job-thumb.tsx';
import { ElapsedTime, EndedTime } from './job-times.tsx';
import { useJobActions } from './use-job-actions.ts';

interface JobRowProps {
  readonly job: Job;
  readonly isShown: boolean;
}

/** Length of the clip that a job made or will make. */
function clipLength(job: Job): string | null {
  const frames = inputNumber(job, 'num_frames');
  const fps = inputNumber(job, 'fps');
  return frames === null || fps === null ? null : formatClipSeconds(frames / fps);
}

function StageLine({ job }: { job: Job }) {
  const ended = isEndState(job.state);
  const left = job.state === 'succeeded' ? (clipLength(job) ?? 'Done') : stageWords(job);
  const right = ended ? <EndedTime job={job} /> : <ElapsedTime job={job} />;
  const running = !ended && job.state !== 'queued';
  return (
    <p className="flex justify-between gap-2 text-meta text-text-2">
      <span className={`truncate ${running ? 'text-text-1' : ''}`}>{left}</span>
      {job.state === 'queued' ? <span className="whitespace-nowrap">{clipLength(job)}</span> : right}
    </p>
  );
}

interface RowActionProps extends ReturnType<typeof useJobActions> {
  readonly job: Job;
  readonly title: string;
}

/** The one thing to do about a job at the end of its line: cancel it on its way, run it again once cancelled. */
function RowAction({ job, title, cancel, retry }: RowActionProps) {
  const place = 'relative -my-1.5 -mr-2 ml-auto max-md:-my-2.5 max-md:-mr-3';
  if (job.state === 'cancelled') {
    return (
      <IconButton
        label={`Retry ${title}`}
        disabled={retry.isPending}
        onClick={() => retry.mutate(job.id)}
        className={place}
      >
        <RotateCcw aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
    );
  }
  if (isEndState(job.state)) return null;
  return (
    <IconButton
      label={`Cancel ${title}`}
      disabled={cancel.isPending}
      onClick={() => cancel.mutate(job.id)}
      className={place}
    >
      <X aria-hidden="true" size={16} strokeWidth={1.75} />
    </IconButton>
  );
}

/** One job: what it is, where it stands, and what can be done about it. Pressed, it is shown large. */
export const JobRow = memo(function JobRow({ job, isShown }: JobRowProps) {
  const { cancel, retry } = useJobActions();
  const title = shortTitle(job);
  const ended = isEndState(job.state);
  const problem = cancel.error ?? retry.error;
  return (
    <li
      data-job={job.id}
      data-state={job.state}
      className={`relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 border-b border-line px-4 pt-3 pb-[11px] hover:bg-surface-2 ${isShown ? 'bg-surface-2 shadow-[inset_2px_0_var(--text-1)]' : ''}`}
    >
      <JobThumb job={job} />
      <div className="min-w-0">
        <div className="flex h-5 items-center gap-1">
          <JobLink
            job={job}
            aria-current={isShown ? 'true' : undefined}
            dir="auto"
            className="min-w-0 truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
          </JobLink>
          <RowAction job={job} title={title} cancel={cancel} retry={retry} />
        </div>
        {job.state === 'failed' ? null : <StageLine job={job} />}
        {job.error === null ? null : <p className="text-meta text-text-2">{job.error.userMessage}</p>}
        {problem === null ? null : (
          <p role="alert" className="text-meta text-negative">
            {problem.message}
          </p>
        )}
        {job.error === null ? null : (
          <div className="relative mt-2 flex flex-wrap items-start gap-x-3 gap-y-1">
            <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate(job.id)}>
              <RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />
              Retry
            </Button>
            <FailureDetails error={job.error} />
          </div>
        )}
      </div>
      {ended || job.state === 'queued' ? null : (
        <div className="col-span-2 mt-2">
          <ProgressBar fraction={job.progress.fraction} label={title} stage={stageWords(job)} />
        </div>
      )}
    </li>
  );
});
