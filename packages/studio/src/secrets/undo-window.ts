import type { SecretName } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';

/** How long a change can be taken back. */
export const undoWindowMs = 60_000;

interface Held {
  /** What was there before; null: nothing. */
  readonly before: string | null;
  readonly untilMs: number;
  readonly callOff: () => void;
}

/**
 * Holds what a change overwrote, for a minute and in memory alone: a person's slip can be taken back, and what was
 * removed is truly gone after it, or as soon as the daemon ends.
 */
export class UndoWindow {
  readonly #held = new Map<SecretName, Held>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  hold(name: SecretName, before: string | null): void {
    this.forget(name);
    const untilMs = this.#clock.now() + undoWindowMs;
    const callOff = this.#clock.after(undoWindowMs, () => this.#held.delete(name));
    this.#held.set(name, { before, untilMs, callOff });
  }

  /** What was there before the last change, or null where that cannot be taken back any more. */
  look(name: SecretName): { readonly before: string | null; readonly untilMs: number } | null {
    return this.#held.get(name) ?? null;
  }

  forget(name: SecretName): void {
    this.#held.get(name)?.callOff();
    this.#held.delete(name);
  }

  /** Forgets everything at once. */
  clear(): void {
    for (const name of this.#held.keys()) this.forget(name);
  }
}
