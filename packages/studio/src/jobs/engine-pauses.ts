import type { EnginePause } from '@videoexpress/job-schema';

/**
 * Engines that are given no work until a fault of theirs is gone; the others go on. An engine can be paused for several
 * reasons at once. Held in memory: a restart looks afresh.
 */
export class EnginePauses {
  readonly #pauses = new Map<string, EnginePause>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  put(pause: EnginePause): void {
    const key = keyOf(pause.engine, pause.reason);
    if (this.#pauses.get(key)?.userMessage === pause.userMessage) return;
    this.#pauses.set(key, pause);
    this.#onChange();
  }

  lift(engine: string, reason: EnginePause['reason']): void {
    if (this.#pauses.delete(keyOf(engine, reason))) this.#onChange();
  }

  /** Whether it is given no work at all, whatever that would cost. */
  isClosed(engine: string): boolean {
    return this.list().some((pause) => pause.engine === engine && pause.reason !== 'budget_reached');
  }

  list(): readonly EnginePause[] {
    return [...this.#pauses.values()];
  }
}

function keyOf(engine: string, reason: EnginePause['reason']): string {
  return `${engine} ${reason}`;
}
