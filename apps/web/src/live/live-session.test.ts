import type { CallError, Result, StreamEvent } from '@videoexpress/job-schema';
import { err, ok } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import type { FeedListener } from './event-feed.ts';
import { type LivePhase, startLiveSession } from './live-session.ts';

const signedOut: CallError = {
  code: 'problem',
  problem: { type: 'about:blank', title: 'No session', status: 401, code: 'unauthenticated', detail: '' },
};
const unreachable: CallError = { code: 'unreachable', detail: 'refused' };

/** Lets every promise that can settle do so. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

function queueEvent(id: number): StreamEvent {
  const counts = {
    queued: 0,
    dispatching: 0,
    submitted: 0,
    running: 0,
    collecting: 0,
    succeeded: 0,
    failed: 0,
    cancelled: 0,
  };
  return { id, topic: 'queue', payload: { paused: false, holds: [], enginePauses: [], solo: false, counts } };
}

/** A session whose daemon, stream and timer are in the test's hand. */
function startInHand(snapshots: Result<number | null, CallError>[], probes: Result<null, CallError>[] = []) {
  const phases: LivePhase[] = [];
  const opened: { after: number | null; listener: FeedListener; isClosed: boolean }[] = [];
  const timers: { delayMs: number; next: () => void }[] = [];
  const applied: number[] = [];
  const session = startLiveSession({
    loadSnapshot: () => Promise.resolve(snapshots.shift() ?? err(unreachable)),
    probe: () => Promise.resolve(probes.shift() ?? ok(null)),
    feed: {
      open: (after, listener) => {
        const stream = { after, listener, isClosed: false };
        opened.push(stream);
        return () => {
          stream.isClosed = true;
        };
      },
    },
    apply: (event) => applied.push(event.id),
    setPhase: (phase) => phases.push(phase),
    later: (delayMs, next) => {
      const timer = { delayMs, next };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
  });
  return { session, phases, opened, timers, applied };
}

describe('the live session', () => {
  it('opens the stream exactly after its snapshot, and is live once events flow', async () => {
    const hand = startInHand([ok(41)]);
    await settled();
    expect(hand.opened[0]?.after).toBe(41);
    expect(hand.phases).toEqual([]);
    hand.opened[0]?.listener.opened();
    hand.opened[0]?.listener.event(queueEvent(42));
    expect(hand.phases).toEqual(['live']);
    expect(hand.applied).toEqual([42]);
  });

  it('says calmly that it reconnects, and is live again when the stream comes back by itself', async () => {
    const hand = startInHand([ok(1)]);
    await settled();
    hand.opened[0]?.listener.opened();
    hand.opened[0]?.listener.interrupted();
    hand.opened[0]?.listener.opened();
    expect(hand.phases).toEqual(['live', 'reconnecting', 'live']);
    expect(hand.opened).toHaveLength(1);
  });

  it('goes on from the last event it saw when the stream gave up', async () => {
    const hand = startInHand([ok(1)]);
    await settled();
    hand.opened[0]?.listener.event(queueEvent(5));
    hand.opened[0]?.listener.closed();
    await settled();
    hand.timers[0]?.next();
    expect(hand.opened[1]?.after).toBe(5);
    expect(hand.opened[0]?.isClosed).toBe(true);
  });

  it('waits longer after each failure, up to a bound', async () => {
    const hand = startInHand([]);
    const delays: number[] = [];
    for (let failure = 0; failure < 7; failure++) {
      await settled();
      const timer = hand.timers.shift();
      delays.push(timer?.delayMs ?? 0);
      timer?.next();
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
  });

  it('reads everything afresh after a reset, and ignores what the old stream still says', async () => {
    const hand = startInHand([ok(1), ok(90)]);
    await settled();
    hand.opened[0]?.listener.reset();
    hand.opened[0]?.listener.event(queueEvent(2));
    await settled();
    expect(hand.opened[1]?.after).toBe(90);
    expect(hand.applied).toEqual([]);
  });

  it('is signed out without a session, and tries again when the person comes back', async () => {
    const hand = startInHand([err(signedOut), ok(3)]);
    await settled();
    expect(hand.phases).toEqual(['signed_out']);
    expect(hand.timers).toEqual([]);
    hand.session.wake();
    await settled();
    expect(hand.opened[0]?.after).toBe(3);
  });

  it('notices that the session ended when the stream is refused', async () => {
    const hand = startInHand([ok(1)], [err(signedOut)]);
    await settled();
    hand.opened[0]?.listener.closed();
    await settled();
    expect(hand.phases.at(-1)).toBe('signed_out');
  });

  it('lets go of the stream while the page is put aside, and then goes on from the last event it saw', async () => {
    const hand = startInHand([ok(1)]);
    await settled();
    hand.opened[0]?.listener.event(queueEvent(5));
    hand.session.sleep();
    hand.session.sleep();
    expect(hand.opened[0]?.isClosed).toBe(true);
    hand.session.wake();
    expect(hand.opened.map(({ after }) => after)).toEqual([1, 5]);
    hand.session.wake();
    expect(hand.opened).toHaveLength(2);
  });

  it('reads everything when it was put aside before it had', async () => {
    const hand = startInHand([ok(1), ok(2)]);
    hand.session.sleep();
    await settled();
    expect(hand.opened).toEqual([]);
    hand.session.wake();
    await settled();
    expect(hand.opened[0]?.after).toBe(2);
  });

  it('does nothing more once stopped', async () => {
    const hand = startInHand([ok(1)]);
    await settled();
    hand.session.stop();
    hand.opened[0]?.listener.event(queueEvent(2));
    hand.opened[0]?.listener.closed();
    await settled();
    expect(hand.opened[0]?.isClosed).toBe(true);
    expect(hand.applied).toEqual([]);
    expect(hand.opened).toHaveLength(1);
  });
});
