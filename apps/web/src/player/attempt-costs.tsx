'use client';

import { useQuery } from '@tanstack/react-query';
import type { Job, JobAttempt } from '@videoexpress/job-schema';
import { TriangleAlert } from 'lucide-react';
import { call } from '../api/client.ts';
import { useEngines } from '../live/live-provider.tsx';
import { doubleChargeWords } from '../queue/double-charge.ts';
import { formatCost } from '../words/money.ts';

function attemptWords({ number, submissions, actualUsd }: JobAttempt): string {
  const sent = submissions === 0 ? 'not taken' : submissions === 1 ? 'sent once' : `sent ${submissions} times`;
  const cost = formatCost(actualUsd) ?? 'cost not known';
  return `Attempt ${number}: ${sent}${submissions === 0 ? '' : `, ${cost}`}`;
}

/** Each try at a job, where there was more than one or one was sent twice: what it cost, and what may be charged twice. */
export function AttemptCosts({ job }: { job: Job }) {
  const engines = useEngines() ?? [];
  const doubt = doubleChargeWords(job, engines);
  const isShown = doubt !== null || job.attempt > 1;
  const { data: attempts = [] } = useQuery({
    // Read anew with each change of what is shown of them.
    queryKey: ['attempts', job.id, job.attempt, job.submissions, job.state, job.cost?.actualUsd ?? null],
    queryFn: async ({ signal }) => (await call('listJobAttempts', { params: { id: job.id }, signal })).body.items,
    enabled: isShown,
    placeholderData: (before) => before,
  });
  if (!isShown) return null;
  return (
    <div className="grid gap-1 text-meta">
      {doubt === null ? null : (
        <p className="flex gap-2 text-text-1">
          <TriangleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-warning" />
          {doubt}
        </p>
      )}
      <ul aria-label="Attempts" className="grid gap-0.5 text-text-2 empty:hidden">
        {attempts.map((attempt) => (
          <li key={attempt.id}>{attemptWords(attempt)}</li>
        ))}
      </ul>
    </div>
  );
}
