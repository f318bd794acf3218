import type { Clock } from '@videoexpress/studio';
import type { WorkerCall } from './worker-desk.ts';

/** Pings come every 10 s. Silence this long, of pings and everything else, and the worker is gone. */
const silentMs = 60_000;
/**
 * Pings come from a process of their own, which goes on when the one that renders was killed. That one comes back to its
 * channel for stops at least every minute, so when it does not, it is gone whatever the pings say.
 */
const rendererSilentMs = 150_000;
/** A worker that hung up in the middle of a question comes back at once, or not at all. */
const hungUpMs = 20_000;
const lookEveryMs = 5000;
/** A look that comes this much too late means that this machine slept: then nobody was silent. */
const sleptMs = 30_000;

/** A worker that calls, or was expected to after a restart. */
export interface ConnectedWorker {
  readonly id: string;
  /** What it said of itself last; null: it has not called in this run. */
  call: WorkerCall | null;
  /** Wall time of its first call, in milliseconds since 1970. */
  connectedAtMs: number;
  lastSeenAtMs: number;
  /** On the clock that only grows. */
  lastCallMs: number;
  lastRendererCallMs: number;
  hungUpMs: number | null;
  /** What renders has called since it came in, and not only what pings. */
  isHeard: boolean;
  /** Why it is given no work; null: it is. */
  trouble: string | null;
  /** That it last asked for work in another version's words; null: it did not. */
  otherVersion: string | null;
}

export interface ConnectedWorkers {
  /** A call came in. `renderer`: of the process that renders; otherwise a ping. */
  seen(call: WorkerCall, by: 'renderer' | 'ping'): ConnectedWorker;
  /** It ended a question of its own before it was answered. */
  hungUp(id: string): void;
  /** One that had work in hand before this run; it has the same patience as everyone. */
  expect(id: string): void;
  get(id: string): ConnectedWorker | undefined;
  /** Something of its renderer came in that carries no name: a file by a link. */
  touch(id: string): void;
  /** Those that have called in this run, the longest connected first. Pings alone are no worker. */
  readonly present: readonly ConnectedWorker[];
  forget(id: string): void;
  stop(): void;
}

/** Knows which workers are there, and tells when one has gone without a word. */
export function createConnectedWorkers(clock: Clock, onLapse: (id: string) => void): ConnectedWorkers {
  const workers = new Map<string, ConnectedWorker>();
  let callOff: (() => void) | null = null;
  let dueMs = 0;
  let stopped = false;

  function watch(): void {
    if (callOff !== null || stopped || workers.size === 0) return;
    dueMs = clock.monotonic() + lookEveryMs;
    callOff = clock.after(lookEveryMs, look);
  }

  function look(): void {
    callOff = null;
    const now = clock.monotonic();
    if (now - dueMs > sleptMs) {
      forgiveAll();
    } else {
      for (const worker of workers.values()) {
        if (!isGone(worker, now)) continue;
        workers.delete(worker.id);
        onLapse(worker.id);
      }
    }
    watch();
  }

  function forgiveAll(): void {
    const now = clock.monotonic();
    for (const worker of workers.values())
      Object.assign(worker, { lastCallMs: now, lastRendererCallMs: now, hungUpMs: null });
  }

  function touch(worker: ConnectedWorker, by: 'renderer' | 'ping'): void {
    const now = clock.monotonic();
    worker.lastCallMs = now;
    if (by === 'ping') return;
    worker.lastRendererCallMs = now;
    worker.hungUpMs = null;
    worker.isHeard = true;
  }

  function entry(id: string): ConnectedWorker {
    const known = workers.get(id);
    if (known !== undefined) return known;
    const now = clock.monotonic();
    const worker: ConnectedWorker = {
      id,
      call: null,
      connectedAtMs: clock.now(),
      lastSeenAtMs: clock.now(),
      lastCallMs: now,
      lastRendererCallMs: now,
      hungUpMs: null,
      isHeard: false,
      trouble: null,
      otherVersion: null,
    };
    workers.set(id, worker);
    watch();
    return worker;
  }

  return {
    seen(call, by) {
      const worker = entry(call.id);
      if (worker.call === null) worker.connectedAtMs = clock.now();
      worker.call = call;
      worker.lastSeenAtMs = clock.now();
      touch(worker, by);
      return worker;
    },
    hungUp(id) {
      const worker = workers.get(id);
      if (worker !== undefined) worker.hungUpMs = clock.monotonic();
    },
    expect: (id) => void entry(id),
    get: (id) => workers.get(id),
    touch(id) {
      const worker = workers.get(id);
      if (worker === undefined) return;
      worker.lastSeenAtMs = clock.now();
      touch(worker, 'renderer');
    },
    get present() {
      return [...workers.values()]
        .filter(({ call, isHeard }) => call !== null && isHeard)
        .toSorted((a, b) => a.connectedAtMs - b.connectedAtMs);
    },
    forget: (id) => void workers.delete(id),
    stop() {
      stopped = true;
      callOff?.();
      callOff = null;
    },
  };
}

function isGone(worker: ConnectedWorker, now: number): boolean {
  if (now - worker.lastCallMs > silentMs || now - worker.lastRendererCallMs > rendererSilentMs) return true;
  return worker.hungUpMs !== null && now - worker.hungUpMs > hungUpMs;
}
