import { createHash } from 'node:crypto';
import {
  type Job,
  type JobId,
  type JobInput,
  type JobKindId,
  newJobId,
  type ProjectId,
} from '@videoexpress/job-schema';
import { isoTime } from '../clock.ts';

/** A job as it enters the queue. */
export function newQueuedJob(parts: {
  kind: JobKindId;
  engine: string;
  input: JobInput;
  priority: number;
  projectId: ProjectId | null;
  runAt: string | null;
  retryOf: JobId | null;
  nowMs: number;
}): Job {
  return {
    id: newJobId(),
    kind: parts.kind,
    state: 'queued',
    progress: { fraction: null, stage: 'Queued', stageStartedAt: isoTime(parts.nowMs) },
    engine: parts.engine,
    input: parts.input,
    output: { assetIds: [] },
    error: null,
    attempt: 1,
    submissions: 0,
    priority: parts.priority,
    position: parts.nowMs,
    expectedSeconds: null,
    projectId: parts.projectId,
    retryOf: parts.retryOf,
    runAt: parts.runAt,
    cost: null,
    createdAt: isoTime(parts.nowMs),
    startedAt: null,
    finishedAt: null,
    version: 1,
  };
}

/** A hash that is the same for the same request, in whatever order its fields were sent. */
export function requestHash(request: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(request)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
