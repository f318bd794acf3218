import { describe, expect, it } from 'vitest';
import { formatMilliseconds, formatSpan } from './amounts.ts';

describe('amounts', () => {
  it.each([
    [0.2, '1 ms'],
    [88.4, '88 ms'],
    [2400, '2.4 s'],
  ])('%d ms are %s', (ms, said) => expect(formatMilliseconds(ms)).toBe(said));

  it.each([
    [0, '0 s'],
    [61, '1 min'],
    [3 * 3600, '3 h'],
    [86_400, '1 day'],
    [3.5 * 86_400, '3 days'],
  ])('%d s are %s', (seconds, said) => expect(formatSpan(seconds)).toBe(said));
});
