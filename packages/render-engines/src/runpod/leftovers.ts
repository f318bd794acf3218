import type { AttemptRef, Clock, ObjectStorage, ObjectStore } from '@videoexpress/studio';
import type { AttemptNote, AttemptNotes } from './attempt-notes.ts';
import { barAttempt, deleteAttempt } from './render-objects.ts';
import type { StoredInputs } from './stored-inputs.ts';

const sweepEveryMs = 60_000;
/** A worker that was told to stop may still be uploading what it has; after this it is surely done. */
const lateUploadMs = 10 * 60_000;
/** What could not be deleted is tried again. */
const againMs = 60_000;

export interface LeftoversParts {
  readonly notes: AttemptNotes;
  readonly inputs: StoredInputs;
  readonly objects: ObjectStorage;
  readonly clock: Clock;
}

/**
 * Takes away what attempts leave in the object storage, now and later, and inputs that none needs any more. An attempt that may still lie in RunPod's queue
 * keeps its result and claim until it has surely expired there, so that a worker which takes it renders nothing.
 */
export class Leftovers {
  readonly #parts: LeftoversParts;
  readonly #stop = new AbortController();
  #callOff: () => void;
  #sweeping: Promise<void> | null = null;

  constructor(parts: LeftoversParts) {
    this.#parts = parts;
    this.#callOff = parts.clock.after(sweepEveryMs, () => this.#sweepOn());
  }

  /** `expiryMs`: how long from now on a submission of this attempt may at most live. */
  async letGo(ref: AttemptRef, kept: boolean, expiryMs: number): Promise<void> {
    const { notes, objects, clock } = this.#parts;
    const store = await objects.current();
    if (store === null) return notes.remove(ref);
    const unsure = (await notes.read(ref))?.unsure ?? false;
    const later = (delayMs: number, barred: boolean) =>
      notes.write({ ...ref, unsure, removal: { kept, dueMs: clock.now() + delayMs, barred } });
    const { signal } = this.#stop;
    if (unsure) {
      // First the note: after a kill the sweep bars it.
      await later(expiryMs, false);
      if (await isBarred(store, ref, signal)) await later(expiryMs, true);
      return;
    }
    const gone = await deleteAttempt(store, ref, kept, signal);
    if (!gone.ok) return later(againMs, true);
    if (!kept) return later(lateUploadMs, true);
    await notes.remove(ref);
  }

  async close(): Promise<void> {
    this.#callOff();
    this.#stop.abort();
    await this.#sweeping;
  }

  #sweepOn(): void {
    const swept = () => {
      this.#sweeping = null;
      if (!this.#stop.signal.aborted) this.#callOff = this.#parts.clock.after(sweepEveryMs, () => this.#sweepOn());
    };
    // A disk that throws where it should answer must not end the daemon: the next sweep tries again.
    this.#sweeping = this.sweep().then(swept, swept);
  }

  /** Deletes what is due, and bars what is not barred yet. What fails is tried with the next sweep. */
  async sweep(): Promise<void> {
    const { notes, inputs, objects } = this.#parts;
    const waiting = await notes.all();
    const isIdle = waiting.length === 0 && !(await inputs.isAnyDue());
    const store = isIdle ? null : await objects.current();
    if (store === null) return;
    for (const note of waiting) await this.#settle(store, note).catch(() => undefined);
    await inputs.sweep(store, this.#stop.signal);
  }

  async #settle(store: ObjectStore, note: AttemptNote): Promise<void> {
    const { notes, clock } = this.#parts;
    const { removal } = note;
    if (removal === null) return;
    const { signal } = this.#stop;
    if (removal.dueMs <= clock.now()) {
      const gone = await deleteAttempt(store, note, removal.kept, signal);
      if (gone.ok) await notes.remove(note);
      return;
    }
    if (removal.barred || !(await isBarred(store, note, signal))) return;
    await notes.write({ ...note, removal: { ...removal, barred: true } });
  }
}

async function isBarred(store: ObjectStore, ref: AttemptRef, signal: AbortSignal): Promise<boolean> {
  return (await barAttempt(store, ref, signal)).ok;
}
