'use client';

import { type Job, jobIdSchema } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CallFailure } from '../../api/call-failure.ts';
import { call } from '../../api/client.ts';
import { useJobs } from '../../live/live-provider.tsx';
import { newestClip, queueSections } from '../../queue/queue-order.ts';
import { jobToShow } from './job-to-show.ts';

/** What the stage has to show. */
export type StageJob =
  | { readonly kind: 'reading' }
  /** Nothing was ever made. */
  | { readonly kind: 'empty' }
  /** The address names a job that there is not, or no longer. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'job';
      readonly job: Job;
      /** There is a clip to go back to. */
      readonly hasClip: boolean;
    };

const reading: StageJob = { kind: 'reading' };

/** The job of the address, however old it is; without one, the newest. */
export function useStageJob(chosen: string | null, queuedHere: readonly string[]): StageJob {
  const jobs = useJobs();
  const sections = useMemo(() => (jobs === undefined ? undefined : queueSections(Object.values(jobs))), [jobs]);
  const listed = chosen === null ? undefined : jobs?.[chosen];
  const id = jobIdSchema.safeParse(chosen);
  // The list has the newest ended jobs only; an older one is asked for by itself.
  const isAsked = jobs !== undefined && listed === undefined && id.success;
  const older = useQuery({
    queryKey: ['job', chosen],
    queryFn: async ({ signal }) => (await call('getJob', { params: { id: jobIdSchema.parse(chosen) }, signal })).body,
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (sections === undefined) return reading;
  const hasClip = newestClip(sections) !== null;
  if (chosen === null) {
    const job = jobToShow(sections, queuedHere);
    return job === null ? { kind: 'empty' } : { kind: 'job', job, hasClip };
  }
  if (listed !== undefined) return { kind: 'job', job: listed, hasClip };
  if (!id.success) return { kind: 'unknown' };
  if (older.data !== undefined) return { kind: 'job', job: older.data, hasClip };
  const { error } = older;
  const isGone = error instanceof CallFailure && error.reason.code === 'problem' && error.reason.problem.status === 404;
  return isGone ? { kind: 'unknown' } : reading;
}
