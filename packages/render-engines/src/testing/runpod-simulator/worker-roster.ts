import type { Clock } from '@videoexpress/studio';
import type { JobQueue } from './job-queue.ts';
import type { SimulatedJob } from './simulated-job.ts';
import type { Capacity, WorkerCounts } from './worker-capacity.ts';

export interface WorkerRosterOptions {
  readonly clock: Clock;
  readonly queue: JobQueue;
  /** A worker that was silent for so long is gone, and what it had is given to another one. */
  readonly workerLapseMs: number;
  /**
   * What counts as a sign of life beside a request: an open long poll as well, which a killed process loses at once and a
   * moved clock does not; or pings alone, as the service does.
   */
  readonly aliveBy: 'connection' | 'ping';
}

interface Worker {
  readonly id: string;
  readonly startedAtMs: number;
  lastSeenAtMs: number;
  openPolls: number;
  callOffLapse: () => void;
}

interface Taker {
  readonly workerId: string;
  readonly count: number;
  readonly give: (jobs: readonly SimulatedJob[]) => void;
}

/** How long a call for a job or for a stop is held open. */
const longPollMs = 90_000;

/** The workers of the endpoint, by what they say over HTTP, and their open calls for work. */
export class WorkerRoster {
  /** Workers that asked to be stopped with their answer (`stopPod`): they get nothing more. */
  readonly stopped = new Set<string>();
  /** Workers that ever asked for work: they are ready for it, which a ping alone does not say. */
  readonly askedForWork = new Set<string>();
  /** Counted on top of the real ones. */
  scripted: Partial<WorkerCounts> = {};
  readonly #options: WorkerRosterOptions;
  readonly #workers = new Map<string, Worker>();
  readonly #takers: Taker[] = [];
  readonly #stopListeners = new Map<string, (jobIds: readonly string[]) => void>();
  readonly #unheardStops = new Map<string, string[]>();
  readonly #seenListeners = new Set<() => void>();
  #capacity: Capacity = { mode: 'open' };
  #isWaking = false;
  #isClosed = false;
  #callOffWaking: () => void = () => {};

  constructor(options: WorkerRosterOptions) {
    this.#options = options;
    options.queue.onQueued = () => this.#serve();
    options.queue.onStop = (workerId, jobId) => this.#tellToStop(workerId, jobId);
  }

  get capacity(): Capacity {
    return this.#capacity;
  }

  set capacity(capacity: Capacity) {
    this.#callOffWaking();
    this.#isWaking = false;
    this.#capacity = capacity;
    this.#serve();
  }

  /** Ids of the workers that are alive, in the order in which they came. */
  get ids(): readonly string[] {
    return [...this.#workers.keys()];
  }

  /** Seconds that a worker has been there; null: it is not. */
  uptimeSeconds(workerId: string): number | null {
    const worker = this.#workers.get(workerId);
    if (worker === undefined) return null;
    return Math.floor((this.#options.clock.monotonic() - worker.startedAtMs) / 1000);
  }

  /** Resolves once that many workers are there. */
  async present(count: number): Promise<void> {
    while (this.#workers.size < count) {
      await new Promise<void>((resolve) => {
        const seen = () => {
          this.#seenListeners.delete(seen);
          resolve();
        };
        this.#seenListeners.add(seen);
      });
    }
  }

  /** What a worker is doing now, in the words of /health. */
  stateOf(workerId: string): 'idle' | 'running' | 'initializing' | 'throttled' | null {
    if (!this.#workers.has(workerId)) return null;
    if (this.#options.queue.heldBy(workerId).length > 0) return 'running';
    switch (this.#capacity.mode) {
      case 'open':
        return 'idle';
      case 'throttled':
        return 'throttled';
      case 'cold':
        return this.#isWaking ? 'initializing' : null;
      case 'none':
        return null;
    }
  }

  counts(): WorkerCounts {
    const states = this.ids.map((id) => this.stateOf(id));
    const of = (state: string) => states.filter((other) => other === state).length;
    const real = { idle: of('idle'), initializing: of('initializing'), ready: of('idle'), running: of('running') };
    const add = (name: keyof WorkerCounts, count: number) => count + (this.scripted[name] ?? 0);
    return {
      idle: add('idle', real.idle),
      initializing: add('initializing', real.initializing),
      ready: add('ready', real.ready),
      running: add('running', real.running),
      throttled: add('throttled', of('throttled')),
      unhealthy: add('unhealthy', 0),
    };
  }

  /** A worker asks for work. Resolves with jobs, or with none after a while or when the worker hangs up. */
  async take(workerId: string, count: number, hungUp: AbortSignal): Promise<readonly SimulatedJob[]> {
    this.askedForWork.add(workerId);
    const endPoll = this.#poll(workerId);
    const jobs = await this.#longPoll<readonly SimulatedJob[]>([], hungUp, (give) => {
      const taker = { workerId, count, give };
      this.#takers.push(taker);
      this.#serve();
      return () => {
        const place = this.#takers.indexOf(taker);
        if (place !== -1) this.#takers.splice(place, 1);
      };
    });
    endPoll();
    return jobs;
  }

  /** A worker asks what it is to stop. */
  async stops(workerId: string, hungUp: AbortSignal): Promise<readonly string[]> {
    const endPoll = this.#poll(workerId);
    const unheard = this.#unheardStops.get(workerId) ?? [];
    this.#unheardStops.delete(workerId);
    const jobIds =
      unheard.length > 0
        ? unheard
        : await this.#longPoll<readonly string[]>([], hungUp, (give) => {
            this.#stopListeners.set(workerId, give);
            return () => {
              if (this.#stopListeners.get(workerId) === give) this.#stopListeners.delete(workerId);
            };
          });
    endPoll();
    return jobIds;
  }

  /** Any other sign of life. */
  seen(workerId: string): void {
    if (this.stopped.has(workerId) || this.#isClosed) return;
    const now = this.#options.clock.monotonic();
    const worker = this.#workers.get(workerId) ?? this.#add(workerId);
    worker.lastSeenAtMs = now;
    this.#watch(worker);
  }

  /** The worker is taken away, as after `stopPod`. */
  stop(workerId: string): void {
    this.stopped.add(workerId);
    this.#remove(workerId);
  }

  /** Ends every open call, and calls off every timer. */
  close(): void {
    this.#isClosed = true;
    this.#callOffWaking();
    for (const worker of this.#workers.values()) worker.callOffLapse();
    for (const taker of this.#takers.splice(0)) taker.give([]);
    for (const give of this.#stopListeners.values()) give([]);
  }

  #poll(workerId: string): () => void {
    if (this.#options.aliveBy === 'ping') {
      if (!this.#workers.has(workerId)) this.seen(workerId);
      return () => {};
    }
    this.seen(workerId);
    const worker = this.#workers.get(workerId);
    if (worker === undefined) return () => {};
    worker.openPolls += 1;
    return () => {
      worker.openPolls -= 1;
      if (this.#workers.get(workerId) === worker) this.seen(workerId);
    };
  }

  #add(workerId: string): Worker {
    const now = this.#options.clock.monotonic();
    const worker = { id: workerId, startedAtMs: now, lastSeenAtMs: now, openPolls: 0, callOffLapse: () => {} };
    this.#workers.set(workerId, worker);
    for (const listener of this.#seenListeners) listener();
    return worker;
  }

  #watch(worker: Worker): void {
    worker.callOffLapse();
    worker.callOffLapse = this.#options.clock.after(this.#options.workerLapseMs, () => {
      if (worker.openPolls > 0) this.#watch(worker);
      else this.#remove(worker.id);
    });
  }

  #remove(workerId: string): void {
    this.#workers.get(workerId)?.callOffLapse();
    this.#workers.delete(workerId);
    this.#options.queue.giveBack(workerId);
  }

  /** Gives what waits to whoever has asked for longest. */
  #serve(): void {
    if (this.#capacity.mode === 'cold') this.#wake(this.#capacity.coldStartMs);
    if (this.#capacity.mode !== 'open') return;
    while (this.#options.queue.waiting > 0) {
      const place = this.#takers.findIndex(({ workerId }) => !this.stopped.has(workerId));
      const [taker] = place === -1 ? [] : this.#takers.splice(place, 1);
      if (taker === undefined) return;
      taker.give(this.#options.queue.take(taker.workerId, taker.count));
    }
  }

  #wake(coldStartMs: number): void {
    if (this.#isWaking || this.#options.queue.waiting === 0) return;
    this.#isWaking = true;
    this.#callOffWaking = this.#options.clock.after(coldStartMs, () => {
      this.capacity = { mode: 'open' };
    });
  }

  #tellToStop(workerId: string, jobId: string): void {
    const listener = this.#stopListeners.get(workerId);
    if (listener !== undefined) listener([jobId]);
    else this.#unheardStops.set(workerId, [...(this.#unheardStops.get(workerId) ?? []), jobId]);
  }

  #longPoll<T>(nothing: T, hungUp: AbortSignal, listen: (give: (value: T) => void) => () => void): Promise<T> {
    return new Promise((resolve) => {
      let isOver = false;
      const cleanUps: (() => void)[] = [];
      const give = (value: T) => {
        if (isOver) return;
        isOver = true;
        for (const cleanUp of cleanUps) cleanUp();
        resolve(value);
      };
      const hangUp = () => give(nothing);
      cleanUps.push(this.#options.clock.after(longPollMs, hangUp), () => hungUp.removeEventListener('abort', hangUp));
      hungUp.addEventListener('abort', hangUp);
      if (hungUp.aborted) hangUp();
      const unlisten = listen(give);
      // What was there already may have been given while listening began.
      if (isOver) unlisten();
      else cleanUps.push(unlisten);
    });
  }
}
