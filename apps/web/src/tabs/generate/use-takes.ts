'use client';

import type { Job } from '@videoexpress/job-schema';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/client.ts';
import { useJobs } from '../../live/live-provider.tsx';
import { jobTitle } from '../../words/job-words.ts';
import { type Take, takesOf } from './takes.ts';

const mostWords = 200;
const mostFound = 100;

/** The clips that have a job's prompt, the oldest first. Those that are made while one looks come in by themselves. */
export function useTakes(shown: Job): readonly Take[] {
  const jobs = useJobs();
  const { prompt } = shown.input;
  const words = typeof prompt === 'string' ? prompt.trim().slice(0, mostWords) : '';
  const { data: clips } = useQuery({
    queryKey: ['takes', words],
    queryFn: async ({ signal }) =>
      (await call('listAssets', { query: { type: 'video', q: words, limit: mostFound }, signal })).body.items,
    enabled: words !== '',
  });
  return useMemo(() => takesOf(shown, Object.values(jobs ?? {}), clips ?? []), [shown, jobs, clips]);
}

/** Which take a job is, in words: `Take 2 of 4`; null where it is the only one. */
export function takeWords(shown: Job, takes: readonly Take[]): string | null {
  const index = takes.findIndex(({ asset }) => asset === shown.output.assetIds[0]);
  return takes.length < 2 || index === -1 ? null : `Take ${index + 1} of ${takes.length}`;
}

/** What a take is called by ears. */
export function takeLabel(shown: Job, index: number): string {
  return `Take ${index + 1} of ${jobTitle(shown)}`;
}
