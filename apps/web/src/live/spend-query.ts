import { queryOptions } from '@tanstack/react-query';
import type { Spend } from '@videoexpress/job-schema';
import { call } from '../api/client.ts';
import { spendKey } from './spend-changes.ts';

const months = 12;
/** A month may begin while the machine sleeps, so its start is never waited for in one go. */
const longestWaitMs = 60 * 60_000;

/** What was spent, this month first. It is read anew when a job's cost changes, and when a month begins. */
export const spendQuery = queryOptions({
  queryKey: spendKey,
  queryFn: async ({ signal }): Promise<Spend> => (await call('getSpend', { query: { months }, signal })).body,
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: ({ state }) => untilNextMonthMs(state.data, Date.now()),
});

function untilNextMonthMs(spend: Spend | undefined, nowMs: number): number {
  const endsAt = spend?.months[0]?.endsAt;
  if (endsAt === undefined) return longestWaitMs;
  return Math.min(longestWaitMs, Math.max(1000, Date.parse(endsAt) - nowMs + 1000));
}
