import type { QueryClient } from '@tanstack/react-query';
import { isEndState, type Job } from '@videoexpress/job-schema';

/** Where the page keeps what was spent. */
export const spendKey = ['spend'] as const;
/** Many jobs may end at once. */
const coalesceMs = 300;

/** Whether a job that changed may have changed what was spent, or what is reserved for what runs. */
export function mayChangeSpend(before: Job | undefined, now: Job): boolean {
  const isFree = now.cost?.estimatedUsd === 0 && (now.cost.actualUsd ?? 0) === 0;
  if (isFree) return false;
  // The answer to a cancel may be in the list already, so what an event brings would be no change.
  return isEndState(now.state) || before?.state !== now.state || before.cost?.actualUsd !== now.cost?.actualUsd;
}

let waiting: ReturnType<typeof setTimeout> | null = null;

/** Reads what was spent anew, once for all that changes within a moment. */
export function rereadSpend(client: QueryClient): void {
  waiting ??= setTimeout(() => {
    waiting = null;
    void client.invalidateQueries({ queryKey: spendKey });
  }, coalesceMs);
}
