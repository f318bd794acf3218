'use client';

import type { CreateJobRequest } from '@videoexpress/job-schema';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from '../../api/client.ts';
import { estimatesKey } from '../../live/estimates-key.ts';
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

/** Asks about each kind of job once, and counts it as often as it is wanted. */
async function estimateAll(
  kinds: readonly [request: string, count: number][],
  signal: AbortSignal,
): Promise<EstimateSum> {
  if (kinds.length === 0) return unknown;
  const answers = await Promise.all(
    kinds.map(async ([request, count]) => {
      const { seconds, costUsd } = (await call('estimateJob', { body: JSON.parse(request), signal })).body;
      return { seconds: times(seconds, count), costUsd: times(costUsd, count) };
    }),
  );
  return answers.reduce((sum, each) => ({
    seconds: plus(sum.seconds, each.seconds),
    costUsd: plus(sum.costUsd, each.costUsd),
  }));
}

function times(value: number | null, count: number): number | null {
  return value === null ? null : value * count;
}

/** One that is not known makes the sum unknown. */
function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
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
  const { data } = useQuery({
    queryKey: [...estimatesKey, asked],
    queryFn: ({ signal }) => estimateAll(JSON.parse(asked), signal),
    staleTime: freshMs,
    placeholderData: keepPreviousData,
  });
  return data ?? unknown;
}
