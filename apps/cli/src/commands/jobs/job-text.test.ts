import { type Job, jobSchema, newJobId } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { jobDetails } from './job-text.ts';

function jobOf(parts: Partial<Job>): Job {
  return jobSchema.parse({
    id: newJobId(),
    kind: 'text_to_video',
    state: 'running',
    progress: { fraction: null, stage: 'Loading model' },
    engine: 'runpod',
    input: {},
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 1,
    priority: 0,
    position: 0,
    expectedSeconds: null,
    projectId: null,
    retryOf: null,
    runAt: null,
    cost: null,
    createdAt: '2026-11-22T10:00:00.000Z',
    startedAt: '2026-11-22T10:00:00.000Z',
    finishedAt: null,
    version: 1,
    ...parts,
  });
}

const detailsOf = (parts: Partial<Job>) => jobDetails(jobOf(parts), (_tone, text) => text).join('\n');

describe('the details of a job', () => {
  it('say how long it took from the click until an engine was at work on it', () => {
    const progress = { fraction: 0.1, stage: 'Step 1 of 10', renderStartedAt: '2026-11-22T10:00:42.000Z' };
    expect(detailsOf({ progress })).toMatch(/Rendering +since 2026-11-22T10:00:42\.000Z, 42 s after it was queued/);
    expect(detailsOf({})).not.toContain('Rendering');
  });

  it('say what it has cost, and that it may be charged twice', () => {
    const progress = { fraction: 0.1, stage: 'Step 1 of 10', costUsd: 0.04 };
    expect(detailsOf({ progress, submissions: 2 })).toMatch(/Cost +\$0\.040 so far/);
    expect(detailsOf({ progress, submissions: 2 })).toContain(
      'It was sent 2 times for one attempt: possibly charged twice.',
    );
    expect(detailsOf({ progress })).not.toContain('charged twice');
  });
});
