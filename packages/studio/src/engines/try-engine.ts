import type { EngineTest } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { RenderEngine } from './render-engine.ts';

const limitMs = 60_000;

/**
 * Tries engines out. Two who ask at once for the same engine get the answer of one test, and one that has no test of its
 * own is asked for its health instead. Holds nothing of the queue.
 */
export function createEngineTrials(clock: Clock, stop: AbortSignal) {
  const underWay = new Map<string, Promise<EngineTest>>();

  async function tryOut(engine: RenderEngine): Promise<EngineTest> {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(limitMs)]);
    if (engine.test !== undefined) return engine.test(signal);
    const startedMs = clock.monotonic();
    const { status, detail, fix } = await engine.health(signal);
    return { works: status === 'ok', seconds: (clock.monotonic() - startedMs) / 1000, detail, fix };
  }

  return (engine: RenderEngine): Promise<EngineTest> => {
    const { id } = engine.description;
    const running =
      underWay.get(id) ??
      tryOut(engine).finally(() => {
        underWay.delete(id);
      });
    underWay.set(id, running);
    return running;
  };
}
