import {
  assetIdSchema,
  assetWarningSchema,
  attemptIdSchema,
  type Job,
  type JobAttempt,
  jobAttemptSchema,
  jobIdSchema,
  jobSchema,
} from '@videoexpress/job-schema';
import { type Attempt, isoTime, type JobRecord } from '@videoexpress/studio';
import type { AttemptRow, JobRow, NewJobRow } from './tables.ts';

function time(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

/** A job row as everyone sees it. Throws when the row is not what this program writes. */
export function jobFromRow(row: JobRow): Job {
  return jobSchema.parse({
    id: row.id,
    kind: row.kind,
    state: row.state,
    progress: JSON.parse(row.progress_json),
    engine: row.engine,
    input: JSON.parse(row.input_json),
    output: JSON.parse(row.output_json),
    error: row.error_json === null ? null : JSON.parse(row.error_json),
    attempt: row.attempt,
    submissions: row.submissions,
    priority: row.priority,
    position: row.position,
    expectedSeconds: row.expected_seconds,
    projectId: row.project_id,
    retryOf: row.retry_of,
    runAt: time(row.run_at_ms),
    cost: row.cost_json === null ? null : JSON.parse(row.cost_json),
    createdAt: isoTime(row.created_at_ms),
    startedAt: time(row.started_at_ms),
    finishedAt: time(row.finished_at_ms),
    version: row.version,
  });
}

/** A job row with what only the queue keeps. */
export function recordFromRow(row: JobRow): JobRecord {
  return recordOf(row, jobFromRow(row));
}

/** As `recordFromRow`, where the job was read from its row before. */
export function recordOf(row: JobRow, job: Job): JobRecord {
  return {
    job,
    crashes: row.crashes,
    orphaned: row.orphaned,
    autoRetries: row.auto_retries,
  };
}

/** A new job as a row. */
export function jobToRow(job: Job, createdBootId: string): NewJobRow {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    engine: job.engine,
    input_json: JSON.stringify(job.input),
    progress_json: JSON.stringify(job.progress),
    output_json: JSON.stringify(job.output),
    error_json: null,
    cost_json: job.cost === null ? null : JSON.stringify(job.cost),
    attempt: job.attempt,
    submissions: job.submissions,
    priority: job.priority,
    project_id: job.projectId,
    retry_of: job.retryOf,
    run_at_ms: job.runAt === null ? null : Date.parse(job.runAt),
    not_before_ms: null,
    snoozed_at_ms: null,
    created_at_ms: Date.parse(job.createdAt),
    started_at_ms: null,
    finished_at_ms: null,
    version: job.version,
    created_boot_id: createdBootId,
    claimed_boot_id: null,
    crashes: 0,
    orphaned: 0,
    auto_retries: 0,
    position: job.position,
    expected_seconds: job.expectedSeconds,
  };
}

/** An attempt with its cost, as everyone sees it. */
export function jobAttemptFromRow(row: {
  readonly id: string;
  readonly number: number;
  readonly engine: string;
  readonly submissions: number;
  readonly created_at_ms: number;
  readonly usd: number | null;
}): JobAttempt {
  const { id, number, engine, submissions, created_at_ms, usd } = row;
  return jobAttemptSchema.parse({ id, number, engine, submissions, createdAt: isoTime(created_at_ms), actualUsd: usd });
}

/** An attempt row as the rules see it. */
export function attemptFromRow(row: AttemptRow): Attempt {
  return {
    id: attemptIdSchema.parse(row.id),
    jobId: jobIdSchema.parse(row.job_id),
    number: row.number,
    engine: row.engine,
    assetId: assetIdSchema.parse(row.asset_id),
    remoteId: row.remote_id,
    submissions: row.submissions,
    warnings: assetWarningSchema.array().parse(JSON.parse(row.warnings_json)),
    outcome: row.outcome,
    cancelRemote: row.cancel_remote === 1,
  };
}
