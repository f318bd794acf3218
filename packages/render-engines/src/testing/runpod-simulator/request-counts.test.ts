import { ManualClock } from '@videoexpress/studio/testing';
import { expect, it } from 'vitest';
import { RateLimiter } from './rate-limits.ts';
import { RequestLog } from './request-log.ts';

it('finds the ten seconds with the most calls, by route', () => {
  const clock = new ManualClock();
  const log = new RequestLog(clock);
  expect(log.mostInTenSeconds('status')).toBe(0);
  for (const pauseMs of [0, 4000, 4000, 4000, 30_000, 1000, 1000]) {
    clock.advance(pauseMs);
    log.add('status', 'a');
  }
  log.add('run', null);
  expect(log.mostInTenSeconds('status')).toBe(3);
  clock.advance(9_999 - 2_000);
  log.add('status', 'b');
  expect(log.mostInTenSeconds('status')).toBe(4);
  clock.advance(1);
  log.add('status', 'b');
  expect(log.mostInTenSeconds('status')).toBe(4);
  expect([log.count('status'), log.count('status', 'b'), log.count('run')]).toEqual([9, 2, 1]);
});

it('lets in as many calls as the service does within ten seconds', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter(clock);
  for (let call = 0; call < 100; call += 1) {
    clock.advance(10);
    limiter.enter('cancel')?.();
  }
  expect(limiter.enter('cancel')).toBeNull();
  clock.advance(9_010 - 1);
  expect(limiter.enter('cancel')).toBeNull();
  clock.advance(1);
  expect(limiter.enter('cancel')).not.toBeNull();
  expect(limiter.enter('cancel')).toBeNull();
});

it('lets in as many calls at the same time as the service does', () => {
  const limiter = new RateLimiter(new ManualClock());
  const leave = Array.from({ length: 20 }, () => limiter.enter('cancel'));
  expect(leave).not.toContain(null);
  expect(limiter.enter('cancel')).toBeNull();
  leave[0]?.();
  expect(limiter.enter('cancel')).not.toBeNull();
});
