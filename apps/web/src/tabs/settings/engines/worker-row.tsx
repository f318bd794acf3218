'use client';

import type { ConnectedWorker, Job } from '@videoexpress/job-schema';
import { useJobs } from '../../../live/live-provider.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { JobLink } from '../../../queue/job-link.tsx';
import { percentOf, shortTitle } from '../../../words/job-words.ts';

/** A worker of one's own: its machine and card, and what it is doing. */
export function WorkerRow({ worker }: { worker: ConnectedWorker }) {
  const { id, machine, gpu, version, trouble, job } = worker;
  const known = useJobs()?.[job?.id ?? ''];
  return (
    <li className="grid grid-cols-[8px_minmax(0,1fr)] gap-x-3 gap-y-0.5">
      <span className="grid h-5 items-center">
        <HealthLight status={trouble === null ? 'ok' : 'degraded'} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium">{machine ?? id}</span>{' '}
        <span className="text-meta text-text-2">
          {gpu ?? 'no GPU named'}
          {version === null ? '' : `, worker ${version}`}
        </span>
      </span>
      <span className={`col-start-2 min-w-0 text-meta ${trouble === null ? 'text-text-2' : 'text-warning'}`}>
        {job === null ? (trouble ?? 'Waits for work.') : <Doing work={job} job={known} />}
      </span>
    </li>
  );
}

/** `Rendering “A red fox in snow”: Step 12 of 30, 40 %`, with a link to the job. */
function Doing({ work, job }: { work: NonNullable<ConnectedWorker['job']>; job: Job | undefined }) {
  const percent = work.fraction === null ? '' : `, ${percentOf(work.fraction)} %`;
  return (
    <>
      Rendering{' '}
      {job === undefined ? (
        'a clip'
      ) : (
        <JobLink job={job} className="text-text-1 underline decoration-line-control underline-offset-4">
          {shortTitle(job)}
        </JobLink>
      )}
      : {work.stage}
      {percent}
    </>
  );
}
