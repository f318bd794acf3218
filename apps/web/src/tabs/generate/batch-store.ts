'use client';

import { useMemo } from 'react';
import { heldValue, useStoredValue } from '../../stored/stored-value.ts';
import type * as batchPlan from './batch-plan.ts';
import type { BatchChoice, BatchPlan } from './batch-plan.ts';
import type { GenerateDraft } from './draft.ts';
import type { RunsOn } from './job-request.ts';
import { drawSeed } from './last-seed.ts';

/** The making of plans, loaded when a batch is first wanted. */
type Planner = Pick<typeof batchPlan, 'planBatch' | 'batchRequests' | 'promptLines'>;

interface BatchState {
  /** Null: one clip, as the form stands. */
  readonly planner: Planner | null;
  readonly choice: BatchChoice;
}

const off: BatchState = {
  planner: null,
  choice: { isLineByLine: false, seeds: { of: 'random', count: 1 }, variations: [] },
};
const batchState = heldValue(off);

/** Changes what a batch is made of. */
export function changeBatch(change: Partial<BatchChoice>): void {
  const state = batchState.get();
  batchState.set({ ...state, choice: { ...state.choice, ...change } });
}

/** Turns the batch on or off. Turned on with several lines of prompt, it takes one a clip; else it draws four seeds. */
export async function setBatchOn(isOn: boolean, prompt: string): Promise<void> {
  if (!isOn) return batchState.set(off);
  const planner = await import('./batch-plan.ts');
  const isLineByLine = planner.promptLines(prompt).length > 1;
  const seeds = { of: 'random', count: isLineByLine ? 1 : 4 } as const;
  batchState.set({ planner, choice: { isLineByLine, seeds, variations: [] } });
}

/** The batch as it stands, and what it would queue. */
export function useBatch(draft: GenerateDraft, on: RunsOn | undefined) {
  const { planner, choice } = useStoredValue(batchState);
  const plan = useMemo<BatchPlan | null>(
    // What is shown needs no seeds; those are drawn when it is queued.
    () => (planner === null || on === undefined ? null : planner.planBatch(draft, on, choice, () => 0)),
    [planner, draft, on, choice],
  );
  return {
    isOn: planner !== null,
    choice,
    plan,
    requests: () =>
      planner === null || on === undefined
        ? []
        : planner.batchRequests(planner.planBatch(draft, on, choice, drawSeed), on),
  };
}
export type Batch = ReturnType<typeof useBatch>;
