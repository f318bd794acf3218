import { describe, expect, it } from 'vitest';
import { jobOf, runningJob } from '../testing/job-of.ts';
import { mayChangeSpend } from './spend-changes.ts';

const cost = (estimatedUsd: number | null, actualUsd: number | null) => ({ cost: { estimatedUsd, actualUsd } });

describe('what makes the page read anew what was spent', () => {
  it('is a paid job that goes on, or ends, or whose cost is told later', () => {
    const queued = jobOf(cost(0.1, null));
    const running = runningJob(0.2, { id: queued.id, ...cost(0.1, null) });
    expect(mayChangeSpend(queued, running)).toBe(true);
    expect(mayChangeSpend(running, running)).toBe(false);
    expect(mayChangeSpend(undefined, running)).toBe(true);
    const cancelled = jobOf({ id: queued.id, state: 'cancelled', ...cost(0.1, 0.02) });
    expect(mayChangeSpend(cancelled, cancelled)).toBe(true);
    expect(mayChangeSpend(running, { ...running, ...cost(0.1, 0.02) })).toBe(true);
  });

  it('is no free job, but one of which nothing is known', () => {
    const before = jobOf(cost(0, null));
    expect(mayChangeSpend(before, jobOf({ state: 'succeeded', ...cost(0, 0) }))).toBe(false);
    expect(mayChangeSpend(jobOf(), jobOf({ state: 'succeeded' }))).toBe(true);
  });
});
