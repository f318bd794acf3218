import { isEndState, type Job } from '@videoexpress/job-schema';

/** Where the page keeps what was spent. */
export const spendKey = ['spend'] as const;

/** Whether a job that changed may have changed what was spent, or what is reserved for what runs. */
export function mayChangeSpend(before: Job | undefined, now: Job): boolean {
  const isFree = now.cost?.estimatedUsd === 0 && (now.cost.actualUsd ?? 0) === 0;
  if (isFree) return false;
  // The answer to a cancel may be in the list already, so what an event brings would be no change.
  return isEndState(now.state) || before?.state !== now.state || before.cost?.actualUsd !== now.cost?.actualUsd;
}
