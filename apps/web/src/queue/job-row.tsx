'use client';

import { isEndState, type Job } from '@videoexpress/job-schema';
import { RotateCcw, X } from 'lucide-react';
import { memo } from 'react';
import { Button, IconButton } from '../parts/button.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { formatClipSeconds } from '../words/durations.ts';
import { inputNumber, jobTitle, stageWords } from '../words/job-words.ts';
import { FailureDetails } from './failure-details.tsx';
import { JobThumb } from './job-thumb.tsx';
import { ElapsedTime, EndedTime } from './job-times.tsx';
import { useJobActions } from './use-job-actions.ts';

interface JobRowProps {
  readonly job: Job;
  readonly isShown: boolean;
  readonly onShow: (job: Job) => void;
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

/** One job: what it is, where it stands, and what can be done about it. Pressed, it is shown large. */
export const JobRow = memo(function JobRow({ job, isShown, onShow }: JobRowProps) {
  const { cancel, retry } = useJobActions();
  const title = jobTitle(job);
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
          <button
            type="button"
            aria-current={isShown ? 'true' : undefined}
            onClick={() => onShow(job)}
            className="min-w-0 truncate text-left font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {title}
          </button>
          {ended ? null : (
            <IconButton
              label={`Cancel ${title}`}
              disabled={cancel.isPending}
              onClick={() => cancel.mutate(job.id)}
              className="relative -my-1.5 -mr-2 ml-auto max-md:-my-2.5 max-md:-mr-3"
            >
              <X aria-hidden="true" size={16} strokeWidth={1.75} />
            </IconButton>
          )}
        </div>
        {job.state === 'failed' ? null : <StageLine job={job} />}
        {job.error === null ? null : <p className="text-meta text-text-2">{job.error.userMessage}</p>}
        {problem === null ? null : (
          <p role="alert" className="text-meta text-negative">
            {problem.message}
          </p>
        )}
        {job.state === 'failed' || job.state === 'cancelled' ? (
          <div className="relative mt-2 grid w-fit max-w-full gap-1">
            <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate(job.id)} className="w-fit">
              <RotateCcw aria-hidden="true" size={14} strokeWidth={1.75} />
              Retry
            </Button>
            {job.error === null ? null : <FailureDetails error={job.error} />}
          </div>
        ) : null}
      </div>
      {ended || job.state === 'queued' ? null : (
        <div className="col-span-2 mt-2">
          <ProgressBar fraction={job.progress.fraction} label={title} stage={stageWords(job)} />
        </div>
      )}
    </li>
  );
});
