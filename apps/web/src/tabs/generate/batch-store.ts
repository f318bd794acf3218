'use client';

import { useMemo } from 'react';
import { heldValue, useStoredValue } from '../../stored/stored-value.ts';
import { type BatchChoice, type BatchPlan, batchRequests, planBatch, promptLines } from './batch-plan.ts';
import type { GenerateDraft } from './draft.ts';
import type { RunsOn } from './job-request.ts';
import { drawSeed } from './last-seed.ts';

interface BatchState {
  readonly isOn: boolean;
  readonly choice: BatchChoice;
}

const off: BatchState = {
  isOn: false,
  choice: { isLineByLine: false, seeds: { of: 'random', count: 1 }, variations: [] },
};
const batchState = heldValue(off);

/** Changes what a batch is made of. */
export function changeBatch(change: Partial<BatchChoice>): void {
  const state = batchState.get();
  batchState.set({ ...state, choice: { ...state.choice, ...change } });
}

/** Turns the batch on or off. Turned on with several lines of prompt, it takes one a clip; else it draws four seeds. */
export function setBatchOn(isOn: boolean, prompt: string): void {
  if (!isOn) return batchState.set(off);
  const isLineByLine = promptLines(prompt).length > 1;
  const seeds = { of: 'random', count: isLineByLine ? 1 : 4 } as const;
  batchState.set({ isOn, choice: { isLineByLine, seeds, variations: [] } });
}

/** The batch as it stands, and what it would queue. */
export function useBatch(draft: GenerateDraft, on: RunsOn | undefined) {
  const { isOn, choice } = useStoredValue(batchState);
  const plan = useMemo<BatchPlan | null>(
    // What is shown needs no seeds; those are drawn when it is queued.
    () => (isOn && on !== undefined ? planBatch(draft, on, choice, () => 0) : null),
    [isOn, draft, on, choice],
  );
  return {
    isOn,
    choice,
    plan,
    requests: () => (on === undefined ? [] : batchRequests(planBatch(draft, on, choice, drawSeed), on)),
  };
}
export type Batch = ReturnType<typeof useBatch>;
