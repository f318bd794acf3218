'use client';

import type { CreateJobRequest } from '@videoexpress/job-schema';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { useDebounced } from '../../library/use-debounced.ts';

const pauseMs = 300;
/** A job like this took so long a while ago; a minute later there may be more to go by. */
const freshMs = 60_000;
/** More different kinds of clips than this are not asked about one by one. */
const mostAsked = 24;

/** What jobs would take together. */
export interface EstimateSum {
  /** Null: there is no history of jobs like these. */
  readonly seconds: number | null;
  /** Null: not known. */
  readonly costUsd: number | null;
}

const unknown: EstimateSum = { seconds: null, costUsd: null };

/** Words and seed change no cost, so typing asks nothing. */
function withoutWords(request: CreateJobRequest): CreateJobRequest {
  const { seed: _seed, ...input } = request.input;
  const { runAt: _runAt, projectId: _projectId, ...rest } = request;
  return { ...rest, input: { ...input, prompt: 'Estimate' } };
}

/** What these jobs would take one after another, from the studio's own history. Asked once things stand still. */
export function useEstimates(requests: readonly CreateJobRequest[]): EstimateSum {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const key = JSON.stringify(withoutWords(request));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const wanted = JSON.stringify(counts.size > mostAsked ? [] : [...counts]);
  const asked = useDebounced(wanted, pauseMs);
  const kinds: readonly [string, number][] = JSON.parse(asked);
  return useQueries({
    queries: kinds.map(([key]) => ({
      queryKey: ['estimate', key],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await call('estimateJob', { body: JSON.parse(key), signal })).body,
      staleTime: freshMs,
      placeholderData: keepPreviousData,
    })),
    combine: (answers) => {
      if (answers.length === 0) return unknown;
      let seconds: number | null = 0;
      let costUsd: number | null = 0;
      for (const [index, { data }] of answers.entries()) {
        const count = kinds[index]?.[1] ?? 1;
        seconds =
          seconds === null || data === undefined || data.seconds === null ? null : seconds + data.seconds * count;
        costUsd =
          costUsd === null || data === undefined || data.costUsd === null ? null : costUsd + data.costUsd * count;
      }
      return { seconds, costUsd };
    },
  });
}
