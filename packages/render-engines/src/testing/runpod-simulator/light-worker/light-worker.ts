import { randomUUID } from 'node:crypto';
import { type WorkerAnswer, workerOrderSchema, type workerStages } from '@videoexpress/job-schema/worker';
import type { Clock } from '@videoexpress/studio';
import { type Behaviour, behaviourSchema } from './behaviour.ts';
import { type ClipMaker, createClipMaker } from './clip-maker.ts';
import { ProgressReports } from './progress-reports.ts';
import { renderOrder } from './render-order.ts';
import { createWorkerConnection, type TakenJob, type WorkerConnection } from './worker-connection.ts';
import { RenderFailed, workerErrorText } from './worker-failure.ts';

type Stage = (typeof workerStages)[number];

export interface LightWorkerOptions {
  readonly workerUrl: string;
  readonly workerKey: string;
  readonly clock: Clock;
  readonly workerId?: string;
  /** How it goes about every job for which nothing else was said. */
  readonly behaviour?: Behaviour;
  /** Left out: one of its own. Share one between workers, so that each size of clip is made once. */
  readonly makeClip?: ClipMaker;
}

/** A job that a worker took. `unsent`: nobody took its answer. */
export interface WorkedJob {
  readonly jobId: string;
  readonly input: unknown;
  end: 'working' | 'answered' | 'stopped' | 'died' | 'unsent';
}

const pingEveryMs = 10_000;
const retryAfterMs = 1000;

/**
 * A GPU worker without a GPU. It speaks the worker protocol over HTTP as the official SDK does, one job at a time: takes,
 * pings, hears stops between steps, and answers what the order asks for with a real clip.
 */
export class LightWorker {
  readonly id: string;
  /** How it goes about the next jobs, first come, first served; each is used once. */
  readonly next: Behaviour[] = [];
  /** Jobs that it took, in order, and what came of each. */
  readonly log: WorkedJob[] = [];
  readonly #clock: Clock;
  readonly #connection: WorkerConnection;
  readonly #behaviour: Behaviour;
  readonly #makeClip: ClipMaker;
  readonly #gone = new AbortController();
  readonly #stops = new Map<string, AbortController>();
  readonly #holds = new Set<() => void>();
  readonly #holdListeners = new Set<() => void>();
  readonly #loops: Promise<void>[];
  #isDraining = false;

  constructor(options: LightWorkerOptions) {
    this.id = options.workerId ?? `light-${randomUUID().slice(0, 8)}`;
    this.#clock = options.clock;
    this.#connection = createWorkerConnection({ ...options, workerId: this.id });
    this.#behaviour = behaviourSchema.parse(options.behaviour ?? {});
    this.#makeClip = options.makeClip ?? createClipMaker();
    this.#loops = [this.#forever(() => this.#work()), this.#forever(() => this.#hearStops()), this.#pingForever()];
  }

  /** How many jobs wait at a stage to be let go on. */
  get held(): number {
    return this.#holds.size;
  }

  /** Resolves once a job waits at the stage where it was told to. */
  async holding(): Promise<void> {
    while (this.#holds.size === 0 && !this.#gone.signal.aborted) {
      await new Promise<void>((resolve) => {
        const look = () => {
          this.#holdListeners.delete(look);
          resolve();
        };
        this.#holdListeners.add(look);
      });
    }
  }

  /** Lets every job go on that waits at a stage. */
  letGo(): void {
    for (const goOn of this.#holds) goOn();
  }

  /** Dies as by SIGKILL: every connection is cut, and nothing more is said. Resolves when nothing of it is left. */
  async kill(): Promise<void> {
    this.#gone.abort(new Error('the worker was killed'));
    for (const listener of this.#holdListeners) listener();
    await Promise.all(this.#loops);
  }

  /** Takes no more jobs, ends the one it has, and leaves. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    const isWorking = this.log.some(({ end }) => end === 'working');
    if (!isWorking) return this.kill();
    await this.#loops[0];
    return this.kill();
  }

  async #work(): Promise<void> {
    const job = await this.#connection.takeJob(false, this.#gone.signal);
    if (job !== null) await this.#handle(job);
  }

  async #hearStops(): Promise<void> {
    for (const jobId of await this.#connection.awaitStops(this.#gone.signal)) {
      this.#stops.get(jobId)?.abort(new Error('the job was stopped'));
    }
  }

  async #handle(job: TakenJob): Promise<void> {
    const behaviour = { ...this.#behaviour, ...behaviourSchema.parse(this.next.shift() ?? {}) };
    const stop = new AbortController();
    this.#stops.set(job.id, stop);
    const entry: WorkedJob = { jobId: job.id, input: job.input, end: 'working' };
    this.log.push(entry);
    const signal = AbortSignal.any([stop.signal, this.#gone.signal]);
    const send = (report: unknown) => this.#connection.sendProgress(job.id, report, this.#gone.signal);
    // A report that gets lost on its way is nothing that the SDK would fail a job for.
    const reports = new ProgressReports(behaviour.progress ?? 'in_order', (report) => send(report).catch(() => {}));
    try {
      const done = await this.#render(job, behaviour, reports, signal);
      await this.#sendDone(job.id, done);
      entry.end = 'answered';
      await reports.afterResult();
    } catch (error) {
      // The SDK posts nothing for a job that it was told to stop.
      if (this.#gone.signal.aborted) entry.end = 'died';
      else entry.end = stop.signal.aborted ? 'stopped' : 'unsent';
      if (!signal.aborted) throw error;
    } finally {
      this.#stops.delete(job.id);
    }
  }

  /** What is posted as the end of a job. */
  async #render(job: TakenJob, behaviour: Behaviour, reports: ProgressReports, signal: AbortSignal): Promise<object> {
    const stopPod = behaviour.stopPod === true ? { stopPod: true } : {};
    const order = workerOrderSchema.safeParse(job.input);
    if (!order.success) {
      const [issue] = order.error.issues;
      const field = issue?.path.join('.') ?? null;
      return { error: workerErrorText('INVALID_INPUT', issue?.message ?? 'no order', field), ...stopPod };
    }
    try {
      const answer = await renderOrder(order.data, {
        remoteId: job.id,
        workerId: this.id,
        behaviour,
        makeClip: this.#makeClip,
        reports,
        signal,
        monotonic: () => this.#clock.monotonic(),
        pause: (ms) => this.#pause(ms, signal),
        enter: (stage) => this.#enter(stage, behaviour, signal),
      });
      return { output: asSent(answer, behaviour), ...stopPod };
    } catch (error) {
      if (error instanceof RenderFailed) return { error: error.text, ...stopPod };
      if (signal.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return { error: workerErrorText('UPLOAD_FAILED', message, null), ...stopPod };
    }
  }

  /** Three tries, as the SDK makes them. */
  async #sendDone(jobId: string, done: object): Promise<void> {
    for (let left = 2; ; left -= 1) {
      try {
        return await this.#connection.sendDone(jobId, done, this.#gone.signal);
      } catch (error) {
        if (left === 0 || this.#gone.signal.aborted) throw error;
        await this.#pause(retryAfterMs, this.#gone.signal);
      }
    }
  }

  async #enter(stage: Stage, behaviour: Behaviour, signal: AbortSignal): Promise<void> {
    if (behaviour.dieAt === stage) this.#gone.abort(new Error('the worker was killed'));
    signal.throwIfAborted();
    if (behaviour.holdAt !== stage) return;
    await new Promise<void>((resolve) => {
      const goOn = () => {
        this.#holds.delete(goOn);
        resolve();
      };
      this.#holds.add(goOn);
      signal.addEventListener('abort', goOn, { once: true });
      for (const listener of this.#holdListeners) listener();
    });
    signal.throwIfAborted();
  }

  /** Rejects at once when the signal is aborted. */
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (ms <= 0) return;
    await new Promise<void>((resolve) => {
      const callOff = this.#clock.after(ms, () => {
        signal.removeEventListener('abort', cutShort);
        resolve();
      });
      const cutShort = () => {
        callOff();
        resolve();
      };
      signal.addEventListener('abort', cutShort, { once: true });
    });
    signal.throwIfAborted();
  }

  /** Goes on whatever happens, until the worker is gone; what failed is tried again after a while. */
  async #forever(turn: () => Promise<void>): Promise<void> {
    while (!this.#gone.signal.aborted && !this.#isDraining) {
      try {
        await turn();
      } catch {
        await this.#pause(retryAfterMs, this.#gone.signal).catch(() => {});
      }
    }
  }

  async #pingForever(): Promise<void> {
    const { signal } = this.#gone;
    while (!signal.aborted) {
      const held = this.log.filter(({ end }) => end === 'working').map(({ jobId }) => jobId);
      await this.#connection.ping(held, signal).catch(() => {});
      await this.#pause(pingEveryMs, signal).catch(() => {});
    }
  }
}

/** The answer as it goes over the wire, with whatever a test wants wrong with it. */
function asSent(answer: WorkerAnswer, { paddingCharacters = 0, schemaVersion }: Behaviour): object {
  return {
    ...answer,
    ...(paddingCharacters > 0 ? { padding: 'x'.repeat(paddingCharacters) } : {}),
    ...(schemaVersion === undefined ? {} : { schema_version: schemaVersion }),
  };
}
