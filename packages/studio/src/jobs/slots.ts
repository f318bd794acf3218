import type { AttemptId } from '@videoexpress/job-schema';
import type { EngineRegistry } from '../engines/engine-registry.ts';

/** Which attempts each engine holds, so that none gets more than it can take. */
export class Slots {
  readonly #engines: EngineRegistry;
  readonly #held = new Map<string, Set<AttemptId>>();

  constructor(engines: EngineRegistry) {
    this.#engines = engines;
  }

  take(engine: string, attempt: AttemptId): void {
    const held = this.#held.get(engine) ?? new Set();
    held.add(attempt);
    this.#held.set(engine, held);
  }

  free(engine: string, attempt: AttemptId): void {
    this.#held.get(engine)?.delete(attempt);
  }

  /** How many more each engine can take. */
  room(): ReadonlyMap<string, number> {
    return new Map(
      this.#engines.all.map(({ description, maxConcurrent }) => {
        const held = this.#held.get(description.id)?.size ?? 0;
        return [description.id, Math.max(0, maxConcurrent - held)];
      }),
    );
  }

  get anyHeld(): boolean {
    return [...this.#held.values()].some((attempts) => attempts.size > 0);
  }
}
