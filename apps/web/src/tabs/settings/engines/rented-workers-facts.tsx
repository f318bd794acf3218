'use client';

import { useQuery } from '@tanstack/react-query';
import type { RentedWorkers } from '@videoexpress/job-schema';
import { useJobs } from '../../../live/live-provider.tsx';
import { enginesQuery } from '../../../live/live-queries.ts';
import { formatElapsed } from '../../../words/durations.ts';
import { usualClickToRender, warmWords, workerCounts } from './rented-words.ts';

const lookEveryMs = 10_000;

interface RentedWorkersFactsProps {
  readonly engineId: string;
  readonly workers: RentedWorkers;
}

/** What the rented workers do at this moment, what keeping one warm costs, and how long a clip waits for one. */
export function RentedWorkersFacts({ engineId, workers }: RentedWorkersFactsProps) {
  // Workers come and go without an event of their own; they are looked at while this is in sight.
  useQuery({ ...enginesQuery, refetchInterval: lookEveryMs });
  const wait = usualClickToRender(Object.values(useJobs() ?? {}), engineId);
  const warm = warmWords(workers);
  return (
    <div className="grid gap-1 text-meta">
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        <span aria-hidden="true">Workers</span>
        <dl aria-label="Workers" className="contents">
          {workerCounts(workers).map(({ label, count }) => (
            <div key={label} className="flex flex-row-reverse gap-1">
              <dt className={label === 'throttled' || label === 'unhealthy' ? 'text-warning' : 'text-text-2'}>
                {label}
              </dt>
              <dd className="font-medium">{count}</dd>
            </div>
          ))}
          {workers.most === null ? null : (
            <div className="flex gap-1">
              <dt className="text-text-2">at most</dt>
              <dd className="font-medium">{workers.most}</dd>
            </div>
          )}
        </dl>
      </div>
      {warm === null ? null : <p className="text-text-2">{warm}</p>}
      {wait === null ? null : (
        <p className="text-text-2">
          From click to running: usually {formatElapsed(wait.ms)}, by{' '}
          {wait.basedOn === 1 ? 'one job' : `the last ${wait.basedOn} jobs`}.
        </p>
      )}
    </div>
  );
}
