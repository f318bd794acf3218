'use client';

import type { Asset } from '@videoexpress/job-schema';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '../../api/client.ts';
import { useJobs } from '../../live/live-provider.tsx';
import { useStoredValue } from '../../stored/stored-value.ts';
import { unsentPrompts } from './draft-store.ts';
import { type EarlierPrompt, earlierPrompts } from './prompt-history.ts';

const freshMs = 60_000;

/** The newest clips, for their prompts: the list of jobs may have been cleared, the library remembers. */
const promptedClipsQuery = queryOptions({
  queryKey: ['prompted-clips'],
  queryFn: async ({ signal }): Promise<readonly Asset[]> =>
    (await call('listAssets', { query: { type: 'video', limit: 200 }, signal })).body.items,
  staleTime: freshMs,
});

/** A person's own prompts, the newest first. The library is asked only once `isWanted`. */
export function useEarlierPrompts(isWanted: boolean): readonly EarlierPrompt[] {
  const jobs = useJobs();
  const unsent = useStoredValue(unsentPrompts);
  const { data: clips } = useQuery({ ...promptedClipsQuery, enabled: isWanted });
  return useMemo(() => earlierPrompts(Object.values(jobs ?? {}), clips ?? [], unsent), [jobs, clips, unsent]);
}
