/** The words of the job API for how far a job is. */
export const jobStates = ['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT'] as const;
export type JobState = (typeof jobStates)[number];

export const endStates: ReadonlySet<JobState> = new Set(['COMPLETED', 'FAILED', 'CANCELLED', 'TIMED_OUT']);

/** One time that a worker had the job. A worker that vanishes gives it back, and the same job runs again elsewhere. */
export interface JobRun {
  readonly workerId: string;
  /** Monotonic milliseconds, as all times here. */
  readonly startedAtMs: number;
  endedAtMs: number | null;
  end: 'answered' | 'stopped' | 'timed_out' | 'worker_lost' | null;
}

/** A job as the simulator holds it. Tests read it, and only what workers and clients say over HTTP changes it. */
export interface SimulatedJob {
  readonly id: string;
  /** The body of its submission, as it was sent. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly input: unknown;
  readonly executionTimeoutMs: number;
  readonly ttlMs: number;
  readonly submittedAtMs: number;
  readonly isSync: boolean;
  /** When it last began to wait. */
  queuedAtMs: number;
  state: JobState;
  readonly runs: JobRun[];
  /** Progress while it runs, the result once it ended well; undefined: nothing yet. */
  output: unknown;
  error: string | null;
  /** Chunks that nobody read yet. */
  readonly chunks: unknown[];
  /** Its result is gone: whoever asks for it gets a 404. */
  isForgotten: boolean;
  /** How often it was given to another worker without anyone asking. */
  retries: number;
}

/** How long workers worked for a job, all its runs together: what RunPod sends a bill for. Milliseconds. */
export function billedMs(job: SimulatedJob, nowMs: number): number {
  const total = job.runs.reduce((sum, run) => sum + (run.endedAtMs ?? nowMs) - run.startedAtMs, 0);
  return Math.round(total);
}

/** `executionTime` of the job API: of its newest run, in milliseconds; null before the first. */
export function executionTimeMs(job: SimulatedJob, nowMs: number): number | null {
  const run = job.runs.at(-1);
  return run === undefined ? null : Math.round((run.endedAtMs ?? nowMs) - run.startedAtMs);
}

/** `delayTime` of the job API: how long it waited for the newest run, in milliseconds; null while it waits. */
export function delayTimeMs(job: SimulatedJob): number | null {
  const run = job.runs.at(-1);
  return run === undefined ? null : Math.max(0, Math.round(run.startedAtMs - job.queuedAtMs));
}
