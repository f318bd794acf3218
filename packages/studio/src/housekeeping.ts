import type { Clock } from './clock.ts';

const everyMs = 60 * 60_000;

/** Something to be done now and then. What is long waits for `stop` itself. */
export type Chore = () => Promise<unknown>;

/** Does each chore at the start and once an hour, on its own: one that fails is noted, and done again an hour later. */
export function createHousekeeping(deps: {
  clock: Clock;
  chores: readonly Chore[];
  onFailure: (cause: unknown) => void;
}) {
  let callOff: (() => void) | null = null;
  let underWay: Promise<unknown> = Promise.resolve();

  function round(): void {
    callOff = deps.clock.after(everyMs, round);
    underWay = underWay.then(() => Promise.all(deps.chores.map((chore) => chore().catch(deps.onFailure))));
  }

  return {
    start: round,
    /** Begins nothing any more, and waits for what is under way. */
    async stop(): Promise<void> {
      callOff?.();
      await underWay;
    },
  };
}
