import type { CliClock } from '../cli.ts';
import { pause } from '../daemon-link/waiting.ts';
import type { Failure } from '../failure.ts';
import type { RunningWorker, WorkerEnd } from './run-worker.ts';
import { isSameWay, type WorkerWay } from './worker-way.ts';

/** Whether a worker can come in now. */
export type Door =
  | { readonly state: 'open'; readonly way: WorkerWay }
  | { readonly state: 'closed'; readonly why: string }
  /** It never will, as things are. */
  | { readonly state: 'hopeless'; readonly failure: Failure };

/** What the rules below need. Times go by the clock, so that a test can move it. */
export interface SupervisorParts {
  readonly clock: CliClock;
  look(): Promise<Door>;
  launch(way: WorkerWay): RunningWorker;
  /** Tells the studio that the worker is gone: what it had in hand goes to the next one. */
  leave(way: WorkerWay): Promise<void>;
  say(line: string): void;
  /** The person, or the system, wants it to end. */
  readonly stop: AbortSignal;
  /** And has no patience. */
  readonly hurry: AbortSignal;
}

export type SupervisionEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'gave_up'; readonly lastWords: readonly string[] }
  | { readonly kind: 'hopeless'; readonly failure: Failure };

const lookEveryMs = 3000;
/** The studio may just be starting again. An idle worker that is left alone longer keeps a processor core busy with asking. */
const awayMs = 10_000;
const endWithinMs = 4000;
const mostWaitMs = 60_000;
/** A run this long was a good one: the next crash is the first again. */
const goodRunMs = 10 * 60_000;
const crashes = { most: 5, withinMs: 2 * 60_000 } as const;
/** A worker that ends by itself this early without an error has one that it does not tell. */
const tooShortMs = 10_000;

type Over =
  | { readonly why: 'asked' | 'away' | 'other_way' | 'anew' }
  | { readonly why: 'hopeless'; readonly failure: Failure };

/**
 * Keeps one worker running: waits for the door, starts the worker, stops it while the studio is away and it has nothing to
 * do, starts it again when it is back, when another token is in force, when its card is in error and after a crash. A job in
 * hand is never ended for the studio's being away: the worker brings its clip to the next one.
 */
export async function superviseWorker(parts: SupervisorParts): Promise<SupervisionEnd> {
  const { clock, stop } = parts;
  const crashedAt: number[] = [];
  let inARow = 0;
  let said = '';
  while (!stop.aborted) {
    const door = await parts.look();
    if (stop.aborted) break;
    if (door.state === 'hopeless') return { kind: 'hopeless', failure: door.failure };
    if (door.state === 'closed') {
      if (door.why !== said) parts.say(door.why);
      said = door.why;
      await pause(clock, lookEveryMs, stop);
      continue;
    }
    said = '';
    const began = clock.monotonic();
    const worker = parts.launch(door.way);
    const over = await watch(parts, worker, door.way);
    if (over !== null) {
      await end(parts, worker, door.way, over.why);
      if (over.why === 'hopeless') return { kind: 'hopeless', failure: over.failure };
      const words = whySaid[over.why];
      if (words !== null) parts.say(words);
      continue;
    }
    const ended = await worker.ended;
    const ranMs = clock.monotonic() - began;
    if (ended.code === 0 && ranMs >= tooShortMs) {
      parts.say('The worker ended by itself and is started again.');
      continue;
    }
    inARow = ranMs >= goodRunMs ? 1 : inARow + 1;
    crashedAt.push(clock.monotonic());
    const first = crashedAt.at(-crashes.most);
    if (first !== undefined && clock.monotonic() - first <= crashes.withinMs)
      return { kind: 'gave_up', lastWords: ended.lastWords };
    const waitMs = Math.min(mostWaitMs, 1000 * 2 ** (inARow - 1));
    parts.say(`The worker ${endText(ended)}. It is started again in ${waitMs / 1000} s.`);
    await pause(clock, waitMs, stop);
  }
  return { kind: 'stopped' };
}

const whySaid: Readonly<Record<Exclude<Over['why'], 'hopeless'>, string | null>> = {
  asked: null,
  away: 'The studio is away, so the worker rests.',
  other_way: 'The studio lets workers in by another token or address: the worker is started again.',
  anew: 'The card reported an error that only a new process gets over: the worker is started again.',
};

/** Watches a running worker. Null: it ended by itself; otherwise why it has to end. */
async function watch(parts: SupervisorParts, worker: RunningWorker, way: WorkerWay): Promise<Over | null> {
  const { clock, stop } = parts;
  const ended = worker.ended.then(() => null);
  const anew = worker.needsNewProcess.then((): Over => ({ why: 'anew' }));
  let awaySince: number | null = null;
  for (;;) {
    if (stop.aborted) return { why: 'asked' };
    const waited = new AbortController();
    const tick = pause(clock, lookEveryMs, AbortSignal.any([stop, waited.signal])).then(() => 'look' as const);
    const first = await Promise.race([ended, anew, tick]);
    waited.abort();
    if (first !== 'look') return first;
    if (stop.aborted) return { why: 'asked' };
    const door = await Promise.race([parts.look(), ended]);
    if (door === null) return null;
    if (door.state === 'hopeless') return { why: 'hopeless', failure: door.failure };
    if (door.state === 'open') {
      if (!isSameWay(door.way, way)) return { why: 'other_way' };
      awaySince = null;
    } else if (worker.isBusy()) {
      // Counted from the end of the job: what came of it is still being sent.
      awaySince = null;
    } else {
      awaySince ??= clock.monotonic();
      if (clock.monotonic() - awaySince >= awayMs) return { why: 'away' };
    }
  }
}

async function end(parts: SupervisorParts, worker: RunningWorker, way: WorkerWay, why: Over['why']): Promise<void> {
  const { clock, hurry } = parts;
  const leaves = why === 'asked' || why === 'anew';
  if (why === 'asked' && worker.isBusy()) parts.say('The job in hand goes to the next worker.');
  worker.ask();
  // Answers its question for work, so that it can see that it was asked to end.
  if (leaves) await parts.leave(way);
  const patience = new AbortController();
  await Promise.race([worker.ended, pause(clock, endWithinMs, AbortSignal.any([hurry, patience.signal]))]);
  patience.abort();
  worker.kill();
  await worker.ended;
  // It may have asked once more.
  if (leaves) await parts.leave(way);
}

/** `was ended by SIGKILL`, or `ended with 1`. */
export function endText({ code, signal }: Pick<WorkerEnd, 'code' | 'signal'>): string {
  if (signal !== null) return `was ended by ${signal}${signal === 'SIGKILL' ? ', as when memory runs out' : ''}`;
  return code === null ? 'could not be started' : `ended with ${code}`;
}
