import { type Job, type JobId, newJobId, newProjectId, type ProjectId } from '@videoexpress/job-schema';
import type { NewJob } from '@videoexpress/studio';
import { expect } from 'vitest';
import type { CopiedStudio } from './copied-studio.ts';

/** A job as it enters the queue. */
export function copiedJob(prompt = 'A red fox'): NewJob {
  const at = '2026-01-01T00:00:00.000Z';
  const job: Job = {
    id: newJobId(),
    kind: 'text_to_video',
    state: 'queued',
    progress: { fraction: null, stage: 'Queued' },
    engine: 'sketch',
    input: { prompt },
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 0,
    priority: 0,
    position: 1,
    expectedSeconds: null,
    projectId: null,
    retryOf: null,
    runAt: null,
    cost: null,
    createdAt: at,
    startedAt: null,
    finishedAt: null,
    version: 1,
  };
  return { job, createdBootId: 'boot', placement: 'back', rates: { pricePerSecondUsd: null, roughSeconds: null } };
}

/** Takes many jobs in. */
export async function addJobs(of: CopiedStudio, count: number): Promise<readonly JobId[]> {
  const ids: JobId[] = [];
  for (let left = count; left > 0; left -= 500) {
    const jobs = Array.from({ length: Math.min(500, left) }, () => copiedJob());
    await of.store.jobs.insert(jobs, null);
    ids.push(...jobs.map(({ job }) => job.id));
  }
  return ids;
}

/** Makes a project. */
export async function addProject(of: CopiedStudio, name: string): Promise<ProjectId> {
  const id = newProjectId();
  await of.store.projects.create({ id, name }, of.clock.now());
  return id;
}

type Compared = 'jobs' | 'projects';

/** What the cloud has of this studio, by the studio's own ids. */
export function copyOf(of: CopiedStudio, table: Compared): ReadonlyMap<string, unknown> {
  return new Map(of.cloud.live(table).map((row) => [row.id.split('.')[1] ?? '', row['data']]));
}

/** N5: what is there is what is here. */
export async function expectTheSame(of: CopiedStudio): Promise<void> {
  for (const table of ['jobs', 'projects'] as const) {
    const ids = await of.store.mirror.idsAfter(table, '', 100_000);
    const objects = await of.store.mirror.objects(table, ids);
    expect(copyOf(of, table)).toEqual(new Map(objects.map(({ id, columns }) => [id, columns['data']])));
  }
}
