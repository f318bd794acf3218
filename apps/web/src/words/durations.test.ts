import { describe, expect, it } from 'vitest';
import { formatAge, formatClipSeconds, formatElapsed } from './durations.ts';

describe('formatElapsed', () => {
  it.each([
    [0, '0:00'],
    [-500, '0:00'],
    [7_999, '0:07'],
    [60_000, '1:00'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(formatElapsed(ms)).toBe(text);
  });
});

describe('formatAge', () => {
  it.each([
    [-5_000, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 min ago'],
    [59 * 60_000, '59 min ago'],
    [60 * 60_000, '1 h ago'],
    [47 * 3_600_000, '1 d ago'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(formatAge(ms)).toBe(text);
  });
});

describe('formatClipSeconds', () => {
  it('keeps two places, so a frame more or less can be seen', () => {
    expect(formatClipSeconds(81 / 16)).toBe('5.06 s');
    expect(formatClipSeconds(3)).toBe('3.00 s');
  });
});
