import type { Clock } from './clock.ts';

const everyMs = 60 * 60_000;
/** At a start, a time server has so long to set the wall clock right. */
const provenMs = 10 * 60_000;
const unevenMs = 5 * 60_000;

/** Something to be done now and then. What is long waits for `stop` itself. */
export type Chore = () => Promise<unknown>;

/**
 * Does each chore at the start and once an hour, on its own: one that fails is noted, and done again an hour later.
 *
 * Chores that let go of what is old are not done at the start, nor within an hour after the wall clock jumped: a clock that
 * is days ahead until somebody sets it right would empty the trash.
 */
export function createHousekeeping(deps: {
  clock: Clock;
  chores: readonly Chore[];
  /** Those that take wall time for the age of things. */
  lettingGo: readonly Chore[];
  onFailure: (cause: unknown) => void;
}) {
  const { clock } = deps;
  let callOff: (() => void) | null = null;
  let underWay: Promise<unknown> = Promise.resolve();
  let lookedAt: { readonly wallMs: number; readonly monotonicMs: number } | null = null;

  /** Whether the wall clock went on evenly since the last look. */
  function isBelieved(): boolean {
    const now = { wallMs: clock.now(), monotonicMs: clock.monotonic() };
    const before = lookedAt;
    lookedAt = now;
    if (before === null) return false;
    return Math.abs(now.wallMs - before.wallMs - (now.monotonicMs - before.monotonicMs)) < unevenMs;
  }

  function round(): void {
    const isFirst = lookedAt === null;
    const believed = isBelieved();
    callOff = clock.after(isFirst ? provenMs : everyMs, round);
    const due = believed ? [...deps.chores, ...deps.lettingGo] : deps.chores;
    underWay = underWay.then(() => Promise.all(due.map((chore) => chore().catch(deps.onFailure))));
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
