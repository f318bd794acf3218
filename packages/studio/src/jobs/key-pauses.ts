import type { EnginePause } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { EnginePauses } from './engine-pauses.ts';

/**
 * A service may say that it is well to a key that may look and not send. So its word lifts no younger pause than this: the
 * same submission would else be refused many times a second.
 */
const leastPauseMs = 60_000;

export interface KeyPauses {
  /** A submission was refused for its key: the engine gets no more work until the key may be right. */
  pause(engine: string): void;
  /** What its health says of the key at this moment: that it is right. */
  noteHealthy(engine: string): void;
  /** Another key is in force. The next submission shows whether it is the right one. */
  keyChanged(): void;
}

/** Pauses engines whose service refuses the key. The others go on. */
export function createKeyPauses(deps: {
  readonly pauses: EnginePauses;
  readonly engines: EngineRegistry;
  readonly clock: Clock;
}): KeyPauses {
  const { pauses, engines, clock } = deps;
  const pausedAtMs = new Map<string, number>();
  /** Engines whose health said that the key is right, and that refused it all the same. */
  const contradicting = new Set<string>();

  function lift(engine: string): void {
    pausedAtMs.delete(engine);
    pauses.lift(engine, 'unauthorized');
  }

  return {
    pause(engine) {
      if (!pausedAtMs.has(engine)) pausedAtMs.set(engine, clock.monotonic());
      pauses.put(pauseOf(engines, engine, contradicting.has(engine)));
    },
    noteHealthy(engine) {
      const sinceMs = pausedAtMs.get(engine);
      if (sinceMs === undefined) return;
      contradicting.add(engine);
      if (clock.monotonic() - sinceMs >= leastPauseMs) lift(engine);
    },
    keyChanged() {
      contradicting.clear();
      for (const engine of pausedAtMs.keys()) lift(engine);
    },
  };
}

/** `isContradicting`: its health says that the key is right. */
function pauseOf(engines: EngineRegistry, engine: string, isContradicting: boolean): EnginePause {
  const label = engines.get(engine)?.description.label ?? engine;
  const userMessage = isContradicting
    ? `${label} lets this key look, and refuses jobs that are sent with it. Nothing was spent. Give the key the right to send jobs, or set another one; its jobs then go on by themselves.`
    : `${label} says the key is wrong (401). Nothing was spent. Set the key anew; its jobs then go on by themselves.`;
  return { engine, reason: 'unauthorized', userMessage };
}
