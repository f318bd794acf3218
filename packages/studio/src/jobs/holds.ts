import type { QueueHold } from '@videoexpress/job-schema';

export type FaultReason = Exclude<QueueHold['reason'], 'paused_by_person'>;

const sentences: Record<FaultReason, string> = {
  disk_full: 'The disk is full. Free some space; the queue goes on by itself.',
  database_busy:
    'The database cannot be written just now, as when another program holds it. The queue goes on by itself.',
};

/** Faults for which the queue gives out no work until they are gone. Held in memory: a restart looks afresh. */
export class Holds {
  readonly #reasons = new Set<FaultReason>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get any(): boolean {
    return this.#reasons.size > 0;
  }

  put(reason: FaultReason): void {
    if (this.#reasons.has(reason)) return;
    this.#reasons.add(reason);
    this.#onChange();
  }

  lift(reason: FaultReason): void {
    if (this.#reasons.delete(reason)) this.#onChange();
  }

  list(): QueueHold[] {
    return [...this.#reasons].map((reason) => ({ reason, userMessage: sentences[reason] }));
  }
}
