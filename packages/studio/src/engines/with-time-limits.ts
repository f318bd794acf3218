import { type EngineTest, err, type Result } from '@videoexpress/job-schema';
import type { Clock } from '../clock.ts';
import type { EngineError, RenderEngine } from './render-engine.ts';
import { within } from './within.ts';

/** How long each call may take. A submission may send pictures along; a fetched result may be large, and the line slow. */
export const engineLimitsMs = {
  health: 5000,
  test: 60_000,
  submit: 120_000,
  adopt: 30_000,
  poll: 30_000,
  cancel: 30_000,
  retrieve: 30 * 60_000,
  release: 30_000,
} as const;

const reachFix = 'See whether it runs and can be reached from this machine.';
const notTested: EngineTest = { works: false, seconds: 0, detail: 'It has no test.', fix: null };

/** The engine, with an end to every call: one that hangs holds neither the queue nor the daemon's own end. */
export function withTimeLimits(engine: RenderEngine, clock: Clock): RenderEngine {
  const silent = (limitMs: number) => `It did not answer within ${limitMs / 1000} seconds.`;
  const unreachable = (limitMs: number): Result<never, EngineError> =>
    err({ code: 'unreachable', detail: silent(limitMs) });
  const limits = engineLimitsMs;

  const test = (signal: AbortSignal) =>
    within(
      clock,
      limits.test,
      signal,
      async (each): Promise<EngineTest> => (await engine.test?.(each)) ?? notTested,
      () => ({ works: false, seconds: limits.test / 1000, detail: silent(limits.test), fix: reachFix }),
    );

  return {
    ...(engine.test === undefined ? {} : { test }),
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
    health: (signal) =>
      within(
        clock,
        limits.health,
        signal,
        (each) => engine.health(each),
        () => ({
          id: engine.description.id,
          label: engine.description.label,
          status: 'down',
          latencyMs: null,
          detail: silent(limits.health),
          fix: reachFix,
        }),
      ),
    // Whether it took the job is not known then, and it is asked before anything is sent again.
    submit: (request, signal) =>
      within(
        clock,
        limits.submit,
        signal,
        (each) => engine.submit(request, each),
        () => err({ code: 'unknown', detail: silent(limits.submit) }),
      ),
    adopt: (attempt, signal) =>
      within(
        clock,
        limits.adopt,
        signal,
        (each) => engine.adopt(attempt, each),
        () => unreachable(limits.adopt),
      ),
    poll: (render, signal) =>
      within(
        clock,
        limits.poll,
        signal,
        (each) => engine.poll(render, each),
        () => unreachable(limits.poll),
      ),
    cancel: (target, signal) =>
      within(
        clock,
        limits.cancel,
        signal,
        (each) => engine.cancel(target, each),
        () => unreachable(limits.cancel),
      ),
    retrieve: (render, toPath, signal) =>
      within(
        clock,
        limits.retrieve,
        signal,
        (each) => engine.retrieve(render, toPath, each),
        () => unreachable(limits.retrieve),
      ),
    async release(attempt) {
      const never = new AbortController().signal;
      const released = await within(
        clock,
        limits.release,
        never,
        async () => {
          await engine.release(attempt);
          return true;
        },
        () => false,
      );
      // Whoever closes the attempt logs it and tries again.
      if (!released) throw new Error(`${engine.description.id}: ${silent(limits.release)}`);
    },
    close: () => engine.close(),
  };
}
