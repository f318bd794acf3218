import type { Clock } from '@videoexpress/studio';

/** Told twice within this time, a worker that is just putting its work down would be interrupted in that. */
const againAfterMs = 30_000;

/** Jobs that workers are to stop, until they have been told. */
export class StopWishes {
  readonly #clock: Clock;
  readonly #open = new Map<string, Set<string>>();
  readonly #toldAtMs = new Map<string, Map<string, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(worker: string, orderId: string): void {
    const told = this.#toldAtMs.get(worker)?.get(orderId);
    if (told !== undefined && this.#clock.monotonic() - told < againAfterMs) return;
    const open = this.#open.get(worker) ?? new Set();
    open.add(orderId);
    this.#open.set(worker, open);
  }

  /** What this worker has not been told yet; it counts as told from now on. Null: nothing. */
  take(worker: string): readonly string[] | null {
    const open = this.#open.get(worker);
    if (open === undefined || open.size === 0) return null;
    this.#open.delete(worker);
    const told = this.#toldAtMs.get(worker) ?? new Map<string, number>();
    for (const id of open) told.set(id, this.#clock.monotonic());
    this.#toldAtMs.set(worker, told);
    return [...open];
  }

  forget(worker: string): void {
    this.#open.delete(worker);
    this.#toldAtMs.delete(worker);
  }
}
