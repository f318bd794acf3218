import { type Job, jobSchema, newJobId } from '@videoexpress/job-schema';

/** A job for tests: queued, unless told otherwise. */
export function jobOf(parts: Partial<Job> = {}): Job {
  return jobSchema.parse({
    id: newJobId(),
    kind: 'text_to_video',
    state: 'queued',
    progress: { fraction: null, stage: 'Queued' },
    engine: 'sketch',
    input: { prompt: 'A red fox in snow', width: 832, height: 480, num_frames: 81, fps: 16, seed: 7 },
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 0,
    priority: 0,
    position: 0,
    expectedSeconds: null,
    projectId: null,
    retryOf: null,
    runAt: null,
    cost: null,
    createdAt: '2026-11-22T10:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    version: 1,
    ...parts,
  });
}

/** A running job at a measured fraction. */
export function runningJob(fraction: number | null, parts: Partial<Job> = {}): Job {
  return jobOf({ state: 'running', progress: { fraction, stage: 'Drawing' }, version: 4, ...parts });
}
