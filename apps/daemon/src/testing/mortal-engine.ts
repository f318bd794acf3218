import type { RenderEngine } from '@videoexpress/studio';

/** An engine as one run of the daemon has it. */
export interface MortalEngine {
  readonly engine: RenderEngine;
  /** Calls that it has not answered yet. */
  readonly openCalls: number;
  kill(): void;
}

/** The engine until it is killed: from then on nobody hears of it any more, whatever it was asked before. */
export function makeMortal(engine: RenderEngine): MortalEngine {
  let isDead = false;
  let openCalls = 0;
  const silence = new Promise<never>(() => undefined);
  const call = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (isDead) return silence;
    openCalls += 1;
    try {
      const answer = await ask();
      return isDead ? silence : answer;
    } finally {
      openCalls -= 1;
    }
  };
  return {
    get openCalls() {
      return openCalls;
    },
    engine: {
      get description() {
        return engine.description;
      },
      get maxConcurrent() {
        return engine.maxConcurrent;
      },
      roughSeconds: (input) => engine.roughSeconds?.(input) ?? null,
      ...(engine.patienceMs === undefined ? {} : { patienceMs: engine.patienceMs }),
      configure: (settings) => engine.configure(settings),
      health: (signal) => call(() => engine.health(signal)),
      submit: (request, signal) => call(() => engine.submit(request, signal)),
      adopt: (attempt, signal) => call(() => engine.adopt(attempt, signal)),
      poll: (render, signal) => call(() => engine.poll(render, signal)),
      cancel: (target, signal) => call(() => engine.cancel(target, signal)),
      retrieve: (render, toPath, signal) => call(() => engine.retrieve(render, toPath, signal)),
      release: (attempt) => call(() => engine.release(attempt)),
      close: () => engine.close(),
    },
    kill() {
      isDead = true;
      void engine.close();
    },
  };
}
