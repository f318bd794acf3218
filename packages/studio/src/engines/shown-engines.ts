import { type Engine, type EngineTest, err, ok, type Result } from '@videoexpress/job-schema';
import type { Refusal } from '../refusal.ts';
import type { EngineRegistry } from './engine-registry.ts';
import type { createHealthWatch } from './health-watch.ts';
import type { RenderEngine } from './render-engine.ts';

/** The engines that a person chooses among, as the outside asks for them. */
export function showEngines(deps: {
  readonly engines: EngineRegistry;
  readonly healthWatch: ReturnType<typeof createHealthWatch>;
  readonly tryOut: (engine: RenderEngine) => Promise<EngineTest>;
}) {
  const { engines, healthWatch, tryOut } = deps;
  return {
    /** Each engine with its health; one that does not answer is not waited for longer than a second. */
    async engines(): Promise<readonly Engine[]> {
      const ids = engines.all.map(({ description }) => description.id);
      const health = new Map((await healthWatch.look(ids)).map((each) => [each.id, each]));
      return engines.all.flatMap((engine) => {
        const { description, maxConcurrent } = engine;
        const its = health.get(description.id);
        const isDefault = description.id === engines.defaultId;
        const workers = engine.workers ?? null;
        return its === undefined ? [] : [{ ...description, isDefault, maxConcurrent, health: its, workers }];
      });
    },

    /** Tries an engine out, beside the queue. */
    async testEngine(id: string): Promise<Result<EngineTest, Refusal>> {
      const engine = engines.all.find(({ description }) => description.id === id);
      if (engine !== undefined) return ok(await tryOut(engine));
      return err({ code: 'not_found', detail: engines.unknown(id, 'id').detail });
    },
  };
}
