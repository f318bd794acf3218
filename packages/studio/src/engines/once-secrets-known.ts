import type { RenderEngine } from './render-engine.ts';

/**
 * The engine, with what it answers held back until `known` has settled. A keychain takes its time to hand over what it
 * keeps, and a service may quote a key that this start has not read yet: nobody could take it out. An engine that is part
 * of the program has no such words. `known` must settle by itself, as nothing here ends the wait.
 */
export function onceSecretsKnown(engine: RenderEngine, known: Promise<unknown>): RenderEngine {
  if (engine.description.embedded) return engine;
  let areKnown = false;
  const note = (): void => {
    areKnown = true;
  };
  const settled = known.then(note, note);
  const held = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } finally {
      if (!areKnown) await settled;
    }
  };
  const test = engine.test?.bind(engine);
  return {
    ...(test === undefined ? {} : { test: (signal: AbortSignal) => held(test(signal)) }),
    get description() {
      return engine.description;
    },
    get maxConcurrent() {
      return engine.maxConcurrent;
    },
    get workers() {
      return engine.workers;
    },
    ...(engine.roughSeconds === undefined ? {} : { roughSeconds: (input) => engine.roughSeconds?.(input) ?? null }),
    ...(engine.patienceMs === undefined ? {} : { patienceMs: engine.patienceMs }),
    configure: (settings) => engine.configure(settings),
    health: (signal) => held(engine.health(signal)),
    submit: (request, signal) => held(engine.submit(request, signal)),
    adopt: (attempt, signal) => held(engine.adopt(attempt, signal)),
    poll: (render, signal) => held(engine.poll(render, signal)),
    cancel: (target, signal) => held(engine.cancel(target, signal)),
    retrieve: (render, toPath, signal) => held(engine.retrieve(render, toPath, signal)),
    release: (attempt) => held(engine.release(attempt)),
    close: () => engine.close(),
  };
}
