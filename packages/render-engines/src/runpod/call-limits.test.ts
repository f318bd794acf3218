import { ManualClock } from '@videoexpress/studio/testing';
import { describe, expect, it } from 'vitest';
import { CallGate, callLimits } from './call-limits.ts';

const signal = new AbortController().signal;
/** Lets everything run that waits for nothing but its turn. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe('the limits', () => {
  it.each([
    ['run', 1000, 200],
    ['status', 2000, 400],
    ['cancel', 100, 20],
  ] as const)('of %s stay below what RunPod allows', (name, inTenSeconds, atOnce) => {
    const limit = callLimits[name];
    expect(limit.burst + 10 * limit.perSecond).toBeLessThan(inTenSeconds);
    expect(limit.atOnce).toBeLessThan(atOnce);
  });
});

describe('CallGate', () => {
  it('lets a burst through, then as many as the clock allows', async () => {
    const clock = new ManualClock();
    const gate = new CallGate({ burst: 3, perSecond: 10, atOnce: 100 }, clock);
    let made = 0;
    const calls = Array.from({ length: 6 }, () => gate.pass(signal, async () => (made += 1)));
    await settle();
    expect(made).toBe(3);
    clock.advance(99);
    await settle();
    expect(made).toBe(3);
    clock.advance(1);
    await settle();
    expect(made).toBe(4);
    clock.advance(1000);
    await Promise.all(calls);
    expect(made).toBe(6);
    expect(clock.pendingTimers).toBe(0);
  });

  it('never makes more in ten seconds than burst and rate come to', async () => {
    const clock = new ManualClock();
    const limit = { burst: 20, perSecond: 15, atOnce: 5 };
    const gate = new CallGate(limit, clock);
    const times: number[] = [];
    const calls = Array.from({ length: 500 }, () => gate.pass(signal, async () => times.push(clock.monotonic())));
    while (times.length < 500) {
      clock.advance(10);
      await settle();
    }
    await Promise.all(calls);
    const most = Math.max(...times.map((end) => times.filter((at) => at > end - 10_000 && at <= end).length));
    expect(most).toBeLessThanOrEqual(limit.burst + 10 * limit.perSecond);
  });

  it('holds only so many at a time', async () => {
    const gate = new CallGate({ burst: 100, perSecond: 100, atOnce: 2 }, new ManualClock());
    const ends: (() => void)[] = [];
    const calls = Array.from({ length: 5 }, () => gate.pass(signal, () => new Promise<void>((end) => ends.push(end))));
    await settle();
    expect(ends).toHaveLength(2);
    for (let ended = 0; ended < 5; ended += 1) {
      ends[ended]?.();
      await settle();
    }
    await Promise.all(calls);
    expect(ends).toHaveLength(5);
  });

  it('does not make a call that was called off while it waited, and lets the others pass', async () => {
    const clock = new ManualClock();
    const gate = new CallGate({ burst: 1, perSecond: 1, atOnce: 9 }, clock);
    const stop = new AbortController();
    const made: string[] = [];
    const first = gate.pass(signal, async () => made.push('first'));
    const second = gate.pass(stop.signal, async () => made.push('second'));
    const third = gate.pass(signal, async () => made.push('third'));
    stop.abort();
    expect(await second).toBeNull();
    clock.advance(1000);
    await Promise.all([first, third]);
    expect(made).toEqual(['first', 'third']);
    expect(await gate.pass(AbortSignal.abort(), async () => made.push('never'))).toBeNull();
  });

  it('gives its place back when a call throws', async () => {
    const gate = new CallGate({ burst: 9, perSecond: 9, atOnce: 1 }, new ManualClock());
    await expect(gate.pass(signal, () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    expect(await gate.pass(signal, async () => 'next')).toBe('next');
  });
});
