'use client';

import type { Job } from '@videoexpress/job-schema';
import type { ComponentProps, ReactNode } from 'react';
import { jobTitle, shortTitle } from '../words/job-words.ts';
import { JobLink } from './job-link.tsx';

const shape =
  'group/job relative grid grid-cols-[64px_minmax(0,1fr)] gap-x-3 border-b border-line bg-surface-1 px-4 pt-3 pb-[11px] hover:bg-surface-2';
const linkShape =
  'min-w-0 flex-1 truncate pr-1.5 text-start font-medium no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent';

interface JobFrameProps extends Omit<ComponentProps<'li'>, 'children'> {
  readonly job: Job;
  /** It is the one shown large. */
  readonly isShown: boolean;
  readonly thumb: ReactNode;
  /** Buttons at the end of the title's line. */
  readonly actions: ReactNode;
  /** Below the title. */
  readonly children: ReactNode;
  /** Below all of it, over the whole width. */
  readonly foot?: ReactNode;
}

/** What every row of the queue has: a picture, a title that leads to the job, a line or two, and its buttons. */
export function JobFrame({ job, isShown, thumb, actions, children, foot, className = '', ...rest }: JobFrameProps) {
  const shown = isShown ? 'bg-surface-2 shadow-[inset_2px_0_var(--text-1)]' : '';
  const quiet = job.state === 'cancelled' ? 'text-text-2' : '';
  return (
    <li {...rest} data-job={job.id} data-state={job.state} className={`${shape} ${shown} ${className}`}>
      {thumb}
      <div className="min-w-0">
        <div className="flex h-5 items-center">
          <JobLink
            job={job}
            aria-current={isShown ? 'true' : undefined}
            dir="auto"
            title={jobTitle(job)}
            className={`${linkShape} ${quiet}`}
          >
            {shortTitle(job)}
          </JobLink>
          <div className="-my-0.5 -mr-1.5 flex shrink-0 max-md:-my-2.5 max-md:-mr-3">{actions}</div>
        </div>
        {children}
      </div>
      {foot === undefined ? null : <div className="col-span-2 mt-2">{foot}</div>}
    </li>
  );
}

/** Words to the left and to the right of one line. */
export function FactLine({ left, right, isActive = false }: { left: string; right: ReactNode; isActive?: boolean }) {
  return (
    <p className="flex justify-between gap-2 text-meta text-text-2">
      <span className={`truncate ${isActive ? 'text-text-1' : ''}`}>{left}</span>
      <span className="whitespace-nowrap">{right}</span>
    </p>
  );
}
