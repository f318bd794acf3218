import { describe, expect, it } from 'vitest';
import { nextPollDelayMs } from './poll-schedule.ts';

const look = { embedded: false, looks: 20, failuresInARow: 0, fraction: 0.5 };

describe('nextPollDelayMs', () => {
  it('is short at first and towards the end, else steady', () => {
    expect(nextPollDelayMs({ ...look, looks: 1 })).toBe(500);
    expect(nextPollDelayMs(look)).toBe(2000);
    expect(nextPollDelayMs({ ...look, fraction: null })).toBe(2000);
    expect(nextPollDelayMs({ ...look, fraction: 0.95 })).toBe(500);
  });

  it('doubles with each look that failed, up to a minute, also towards the end', () => {
    expect(nextPollDelayMs({ ...look, failuresInARow: 1 })).toBe(1000);
    expect(nextPollDelayMs({ ...look, failuresInARow: 3, fraction: 0.95 })).toBe(4000);
    expect(nextPollDelayMs({ ...look, failuresInARow: 30 })).toBe(60_000);
  });

  it('is shortest for what is rendered here', () => {
    expect(nextPollDelayMs({ ...look, embedded: true })).toBe(200);
  });
});
