import { randomUUID } from 'node:crypto';
import type { Clock } from '@videoexpress/studio';
import { endStates, type JobRun, type JobState, type SimulatedJob } from './simulated-job.ts';

export interface JobSubmission {
  readonly request: Readonly<Record<string, unknown>>;
  readonly input: unknown;
  readonly executionTimeoutMs: number;
  readonly ttlMs: number;
  readonly isSync: boolean;
}

export interface JobQueueOptions {
  readonly clock: Clock;
  /** How often a job whose worker vanished is given to another one before it ends as TIMED_OUT. */
  readonly automaticRetries: number;
}

/** How long results are kept after the end: of /run, and of /runsync. */
const keptAfterRunMs = 30 * 60_000;
const keptAfterRunSyncMs = 60_000;

/** The one queue between clients and workers, and its rules about time. It knows nothing of HTTP. */
export class JobQueue {
  /** Every job that was ever submitted, in order, also those that the job API has forgotten. */
  readonly all: SimulatedJob[] = [];
  /** Late progress of a job that ended is shown, with IN_PROGRESS, as was seen of the service. */
  lateProgressShows = false;
  /** Called when a job begins to wait. */
  onQueued: () => void = () => {};
  /** Called when a worker is to stop a job. */
  onStop: (workerId: string, jobId: string) => void = () => {};
  readonly #options: JobQueueOptions;
  readonly #waiting: SimulatedJob[] = [];
  readonly #byId = new Map<string, SimulatedJob>();
  readonly #timers = new Map<string, (() => void)[]>();
  readonly #endListeners = new Set<(job: SimulatedJob) => void>();
  readonly #shownLate = new Map<string, unknown>();

  constructor(options: JobQueueOptions) {
    this.#options = options;
  }

  submit(submission: JobSubmission): SimulatedJob {
    const now = this.#options.clock.monotonic();
    const id = `${submission.isSync ? 'sync-' : ''}${randomUUID()}-u1`;
    const job: SimulatedJob = {
      id,
      ...submission,
      submittedAtMs: now,
      queuedAtMs: now,
      state: 'IN_QUEUE',
      runs: [],
      output: undefined,
      error: null,
      chunks: [],
      isForgotten: false,
      retries: 0,
    };
    this.all.push(job);
    this.#byId.set(id, job);
    this.#after(job, submission.ttlMs, () => this.#expire(job));
    this.#waiting.push(job);
    this.onQueued();
    return job;
  }

  /** The job of an id, unless its result is gone. */
  find(id: string): SimulatedJob | null {
    const job = this.#byId.get(id);
    return job === undefined || job.isForgotten ? null : job;
  }

  /** Progress that came after the end and is shown in place of the end, once it was asked for. */
  lateProgressOf(job: SimulatedJob): { output: unknown } | null {
    return this.#shownLate.has(job.id) ? { output: this.#shownLate.get(job.id) } : null;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Gives the jobs that wait longest to a worker, at most `count`. */
  take(workerId: string, count: number): SimulatedJob[] {
    const taken = this.#waiting.splice(0, count);
    for (const job of taken) this.#start(job, workerId);
    return taken;
  }

  /** What a worker says of a job while it works. False: nobody knows the job. */
  progress(id: string, output: unknown): boolean {
    const job = this.#byId.get(id);
    if (job === undefined) return false;
    if (job.state === 'IN_PROGRESS') job.output = output;
    else if (this.lateProgressShows && endStates.has(job.state)) this.#shownLate.set(id, output);
    return true;
  }

  addChunk(id: string, chunk: unknown): boolean {
    const job = this.#byId.get(id);
    if (job === undefined) return false;
    job.chunks.push(chunk);
    return true;
  }

  /** What a worker says at the end. Of a job that has ended already it is dropped. False: nobody knows the job. */
  finish(id: string, answer: { readonly output?: unknown; readonly error?: string }): boolean {
    const job = this.#byId.get(id);
    if (job === undefined) return false;
    if (endStates.has(job.state)) return true;
    job.output = answer.output;
    job.error = answer.error ?? null;
    this.#end(job, answer.error === undefined ? 'COMPLETED' : 'FAILED', 'answered');
    return true;
  }

  /** A job that has ended keeps its end. */
  cancel(job: SimulatedJob): void {
    if (endStates.has(job.state)) return;
    this.#stopRun(job);
    this.#end(job, 'CANCELLED', 'stopped');
  }

  /** False: only what failed or timed out can be run again. */
  retry(job: SimulatedJob): boolean {
    if (job.state !== 'FAILED' && job.state !== 'TIMED_OUT') return false;
    job.output = undefined;
    job.error = null;
    this.#enqueueAgain(job);
    return true;
  }

  /** Drops everything that waits; how many that were. */
  purge(): number {
    const dropped = this.#waiting.splice(0);
    for (const job of dropped) this.#end(job, 'CANCELLED', 'stopped');
    return dropped.length;
  }

  /** A worker is gone: what it had goes to another one, or ends where that happened too often. */
  giveBack(workerId: string): void {
    for (const job of this.all) {
      if (job.state !== 'IN_PROGRESS' || job.runs.at(-1)?.workerId !== workerId) continue;
      if (job.retries >= this.#options.automaticRetries) {
        job.error = `job timed out after ${job.retries} retries`;
        this.#end(job, 'TIMED_OUT', 'worker_lost');
        continue;
      }
      this.#endRun(job, 'worker_lost');
      job.retries += 1;
      job.output = undefined;
      this.#enqueueAgain(job);
    }
  }

  /** Its result is lost from now on, as after 30 minutes. */
  forget(job: SimulatedJob): void {
    job.isForgotten = true;
    this.#clearTimers(job);
  }

  /** Jobs that a worker has at this moment. */
  heldBy(workerId: string): readonly SimulatedJob[] {
    return this.all.filter((job) => job.state === 'IN_PROGRESS' && job.runs.at(-1)?.workerId === workerId);
  }

  countIn(state: JobState): number {
    return this.all.filter((job) => job.state === state && !job.isForgotten).length;
  }

  /** Resolves when the job has ended, at once where it has. */
  async ended(job: SimulatedJob, signal?: AbortSignal): Promise<void> {
    if (endStates.has(job.state) || signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#endListeners.delete(listen);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const listen = (other: SimulatedJob) => {
        if (other === job) done();
      };
      this.#endListeners.add(listen);
      signal?.addEventListener('abort', done);
    });
  }

  /** Calls off every timer. */
  close(): void {
    for (const job of this.all) this.#clearTimers(job);
  }

  #start(job: SimulatedJob, workerId: string): void {
    job.state = 'IN_PROGRESS';
    job.runs.push({ workerId, startedAtMs: this.#options.clock.monotonic(), endedAtMs: null, end: null });
    const run = job.runs.at(-1);
    this.#after(job, job.executionTimeoutMs, () => {
      if (job.runs.at(-1) !== run || job.state !== 'IN_PROGRESS') return;
      this.#stopRun(job);
      job.error = 'job timed out';
      this.#end(job, 'TIMED_OUT', 'timed_out');
    });
  }

  #enqueueAgain(job: SimulatedJob): void {
    job.state = 'IN_QUEUE';
    job.queuedAtMs = this.#options.clock.monotonic();
    this.#waiting.push(job);
    this.onQueued();
  }

  /** Its time to live is over: it is deleted whatever it was doing, and who worked at it is told to stop. */
  #expire(job: SimulatedJob): void {
    this.#stopRun(job);
    if (!endStates.has(job.state)) this.#end(job, 'TIMED_OUT', 'stopped');
    this.forget(job);
  }

  #stopRun(job: SimulatedJob): void {
    const run = job.runs.at(-1);
    if (job.state === 'IN_PROGRESS' && run !== undefined) this.onStop(run.workerId, job.id);
  }

  #end(job: SimulatedJob, state: JobState, end: JobRun['end']): void {
    const place = this.#waiting.indexOf(job);
    if (place !== -1) this.#waiting.splice(place, 1);
    this.#endRun(job, end);
    if (state !== 'COMPLETED' && end !== 'answered') job.output = undefined;
    job.state = state;
    const runs = job.runs.length;
    this.#after(job, job.isSync ? keptAfterRunSyncMs : keptAfterRunMs, () => {
      // Run again meanwhile, it has another end, which is kept as long again.
      if (endStates.has(job.state) && job.runs.length === runs) this.forget(job);
    });
    for (const listener of this.#endListeners) listener(job);
  }

  #endRun(job: SimulatedJob, end: JobRun['end']): void {
    const run = job.runs.at(-1);
    if (run === undefined || run.endedAtMs !== null) return;
    run.endedAtMs = this.#options.clock.monotonic();
    run.end = end;
  }

  #after(job: SimulatedJob, delayMs: number, task: () => void): void {
    const timers = this.#timers.get(job.id) ?? [];
    this.#timers.set(job.id, [...timers, this.#options.clock.after(delayMs, task)]);
  }

  #clearTimers(job: SimulatedJob): void {
    for (const callOff of this.#timers.get(job.id) ?? []) callOff();
    this.#timers.delete(job.id);
  }
}
