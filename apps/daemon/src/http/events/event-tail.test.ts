import type { Queue } from '@videoexpress/job-schema';
import { ManualClock } from '@videoexpress/studio/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { EventLogDouble } from '../../testing/event-log-double.ts';
import { patience } from '../../testing/patience.ts';
import { memoryLog } from '../../testing/memory-log.ts';
import { EventTail, type Follower } from './event-tail.ts';

const none = {
  queued: 0,
  dispatching: 0,
  submitted: 0,
  running: 0,
  collecting: 0,
  succeeded: 0,
  failed: 0,
  cancelled: 0,
};
const queue: Queue = { paused: false, holds: [], enginePauses: [], solo: false, counts: none };

class Listener implements Follower {
  readonly ids: number[] = [];
  cursor: number;

  constructor(cursor: number) {
    this.cursor = cursor;
  }

  write(text: string): void {
    this.ids.push(Number(/^id: (\d+)$/m.exec(text)?.[1]) * (text.startsWith('event: reset') ? -1 : 1));
  }
}

describe('the tail of the event log', () => {
  let events: EventLogDouble;
  let tail: EventTail;
  beforeEach(() => {
    events = new EventLogDouble();
    tail = new EventTail({ events, clock: new ManualClock(), log: memoryLog() });
    events.onCommit(() => tail.wake());
  });

  const commit = (count: number) =>
    events.commit(...Array.from({ length: count }, () => ({ topic: 'queue', payload: queue }) as const));
  const rangeTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

  it('takes whoever is as far as itself, and sends back whoever is behind', async () => {
    const first = new Listener(0);
    expect(tail.join(first)).toBe(true);
    commit(3);
    await expect.poll(() => first.ids, patience).toEqual([1, 2, 3]);
    expect(tail.join(new Listener(2))).toBe(false);
    expect(tail.join(new Listener(3))).toBe(true);
  });

  it('tells nobody an event twice', async () => {
    const [first, ahead] = [new Listener(0), new Listener(2)];
    tail.join(first);
    expect(tail.join(ahead)).toBe(true);
    commit(4);
    await expect.poll(() => first.ids, patience).toEqual([1, 2, 3, 4]);
    expect(ahead.ids).toEqual([3, 4]);
  });

  it('reads on until there is nothing left, and what was written before the first joined', async () => {
    commit(250);
    const follower = new Listener(10);
    tail.join(follower);
    await expect.poll(() => follower.ids, patience).toEqual(rangeTo(250, 11));
    commit(201);
    await expect.poll(() => follower.ids.at(-1), patience).toBe(451);
  });

  it('begins where the next one stands after the last one left', async () => {
    const first = new Listener(0);
    tail.join(first);
    commit(2);
    await expect.poll(() => first.ids, patience).toEqual([1, 2]);
    tail.leave(first);
    commit(2);
    const second = new Listener(1);
    expect(tail.join(second)).toBe(true);
    await expect.poll(() => second.ids, patience).toEqual([2, 3, 4]);
    expect(first.ids).toEqual([1, 2]);
  });

  it('tells everyone to start afresh when the log was pruned past it', async () => {
    const follower = new Listener(0);
    tail.join(follower);
    tail.leave(follower);
    commit(5);
    events.prune(4);
    const late = new Listener(1);
    tail.join(late);
    await expect.poll(() => late.ids, patience).toEqual([-5]);
    commit(1);
    await expect.poll(() => late.ids, patience).toEqual([-5, 6]);
  });
});
