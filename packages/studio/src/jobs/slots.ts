import type { AttemptId } from '@videoexpress/job-schema';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { EnginePauses } from './engine-pauses.ts';

/** Which attempts each engine holds, so that none gets more than it can take. */
export class Slots {
  readonly #engines: EngineRegistry;
  readonly #pauses: EnginePauses;
  readonly #held = new Map<string, Set<AttemptId>>();

  constructor(engines: EngineRegistry, pauses: EnginePauses) {
    this.#engines = engines;
    this.#pauses = pauses;
  }

  take(engine: string, attempt: AttemptId): void {
    const held = this.#held.get(engine) ?? new Set();
    held.add(attempt);
    this.#held.set(engine, held);
  }

  free(engine: string, attempt: AttemptId): void {
    this.#held.get(engine)?.delete(attempt);
  }

  /** How many more each engine can take; one that is paused takes none. What fits a budget is decided job by job, at the claim. */
  room(): ReadonlyMap<string, number> {
    return new Map(
      this.#engines.withPublishing.map(({ description, maxConcurrent }) => {
        if (this.#pauses.isClosed(description.id)) return [description.id, 0];
        const held = this.#held.get(description.id)?.size ?? 0;
        return [description.id, Math.max(0, maxConcurrent - held)];
      }),
    );
  }

  get anyHeld(): boolean {
    return [...this.#held.values()].some((attempts) => attempts.size > 0);
  }
}
