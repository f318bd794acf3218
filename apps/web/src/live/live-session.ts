import type { CallError, Result, StreamEvent } from '@videoexpress/job-schema';
import { isSignedOut } from '../api/call-failure.ts';
import type { EventFeed } from './event-feed.ts';

/** How the page stands with the daemon. */
export type LivePhase = 'starting' | 'live' | 'reconnecting' | 'signed_out';

export interface LiveSessionParts {
  /** Reads everything afresh; the value is the event row after which the stream must continue. */
  readonly loadSnapshot: () => Promise<Result<number | null, CallError>>;
  /** Whether the daemon answers this page at all. Asked when it refused the stream, which cannot say why. */
  readonly probe: () => Promise<Result<unknown, CallError>>;
  readonly feed: EventFeed;
  readonly apply: (event: StreamEvent) => void;
  readonly setPhase: (phase: LivePhase) => void;
  /** Calls `next` after `delayMs`. Returns the way to stop that. */
  readonly later: (delayMs: number, next: () => void) => () => void;
}

export interface LiveSession {
  /** The person is back, or the network is: whatever waits is tried at once. */
  readonly wake: () => void;
  /** The browser puts the page aside: nothing is held on to until `wake`, which goes on from the last event seen. */
  readonly sleep: () => void;
  readonly stop: () => void;
}

const firstRetryMs = 250;
const longestRetryMs = 5_000;

/**
 * Keeps the page's caches equal to the daemon: a snapshot, then the stream from exactly there. After a cut the stream
 * continues from the last event seen; only when the daemon no longer keeps what was missed is everything read afresh.
 */
export function startLiveSession(parts: LiveSessionParts): LiveSession {
  let turn = 0;
  let failures = 0;
  let lastEventId: number | null = null;
  let closeFeed = (): void => {};
  let cancelRetry = (): void => {};
  let waiting: (() => void) | null = null;

  /** Ends whatever is under way. What still arrives from it is then of an older turn and ignored. */
  function begin(): number {
    closeFeed();
    cancelRetry();
    closeFeed = cancelRetry = () => {};
    waiting = null;
    turn += 1;
    return turn;
  }

  function tryLater(next: () => void): void {
    parts.setPhase('reconnecting');
    const delayMs = Math.min(firstRetryMs * 2 ** failures, longestRetryMs);
    failures += 1;
    waiting = next;
    cancelRetry = parts.later(delayMs, next);
  }

  function failed(error: CallError, next: () => void): void {
    if (!isSignedOut(error)) return tryLater(next);
    parts.setPhase('signed_out');
    waiting = load;
  }

  function load(): void {
    const mine = begin();
    void parts.loadSnapshot().then((snapshot) => {
      if (mine !== turn) return;
      if (!snapshot.ok) return failed(snapshot.error, load);
      lastEventId = snapshot.value;
      listen();
    });
  }

  function listen(): void {
    const mine = begin();
    const ifMine = (act: () => void) => () => {
      if (mine === turn) act();
    };
    closeFeed = parts.feed.open(lastEventId, {
      opened: ifMine(() => {
        failures = 0;
        parts.setPhase('live');
      }),
      event: (event) => {
        if (mine !== turn) return;
        lastEventId = Math.max(lastEventId ?? 0, event.id);
        parts.apply(event);
      },
      reset: ifMine(load),
      interrupted: ifMine(() => parts.setPhase('reconnecting')),
      closed: ifMine(askWhy),
    });
  }

  function askWhy(): void {
    const mine = begin();
    parts.setPhase('reconnecting');
    void parts.probe().then((answer) => {
      if (mine !== turn) return;
      if (answer.ok) tryLater(listen);
      else failed(answer.error, askWhy);
    });
  }

  load();
  return {
    wake: () => {
      failures = 0;
      waiting?.();
    },
    sleep: () => {
      const next = waiting ?? (lastEventId === null ? load : listen);
      begin();
      waiting = next;
    },
    stop: () => {
      begin();
    },
  };
}
